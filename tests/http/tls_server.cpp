#include "http/tls_server.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <httplib.h>
#include <mutex>
#include <stdlib.h>  // mkstemps is not in <cstdlib>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace dnsward::test {
namespace {

template <auto free>
struct Freeing {
  template <typename T>
  void operator()(T* thing) const {
    free(thing);
  }
};

using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freeing<X509_free>>;

Cert self_signed(EVP_PKEY* key, const Certificate& wish) {
  Cert cert(X509_new());
  X509_set_version(cert.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(cert.get()), -86400);
  X509_gmtime_adj(X509_getm_notAfter(cert.get()), wish.valid_for);
  X509_set_pubkey(cert.get(), key);
  auto* const name = X509_get_subject_name(cert.get());
  const std::string text = "dnsward test";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1, 0);
  X509_set_issuer_name(cert.get(), name);
  const std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>> names(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, wish.alt_name.c_str()));
  X509_add_ext(cert.get(), names.get(), -1);
  X509_sign(cert.get(), key, EVP_sha256());
  return cert;
}

std::string write_pem(X509* cert) {
  auto file = (std::filesystem::temp_directory_path() / "dnsward-ca-XXXXXX.pem").string();
  std::FILE* const stream = fdopen(mkstemps(file.data(), 4), "w");
  PEM_write_X509(stream, cert);
  std::fclose(stream);
  return file;
}

}  // namespace

struct TlsServer::State {
  Key key{EVP_EC_gen("P-256")};
  Cert cert;
  std::string file;
  std::atomic<std::size_t> requests{0};
  mutable std::mutex mutex;
  std::string offered;
  std::unique_ptr<httplib::SSLServer> server;
  int port = 0;
  std::jthread thread;

  // ALPN's list: each name after an octet that holds its length.
  static int choose_http1(SSL* /*connection*/, const unsigned char** chosen, unsigned char* size,
                          const unsigned char* list, unsigned int list_size, void* state_pointer) {
    auto& state = *static_cast<State*>(state_pointer);
    const std::lock_guard lock(state.mutex);
    state.offered.clear();
    for (unsigned int at = 0; at < list_size; at += list[at] + 1U) {
      const std::string_view name(reinterpret_cast<const char*>(list + at + 1), list[at]);
      state.offered += (state.offered.empty() ? "" : " ") + std::string(name);
      if (name != "http/1.1") continue;
      *chosen = list + at + 1;
      *size = list[at];
    }
    return SSL_TLSEXT_ERR_OK;
  }
};

TlsServer::TlsServer(const Certificate& certificate, int newest_tls)
    : state_(std::make_unique<State>()) {
  auto& state = *state_;
  state.cert = self_signed(state.key.get(), certificate);
  state.file = write_pem(state.cert.get());
  state.server = std::make_unique<httplib::SSLServer>([&](SSL_CTX& context) {
    if (newest_tls != 0) {
      SSL_CTX_set_security_level(&context, 0);
      SSL_CTX_set_min_proto_version(&context, TLS1_VERSION);
      SSL_CTX_set_max_proto_version(&context, newest_tls);
    }
    SSL_CTX_set_alpn_select_cb(&context, &State::choose_http1, &state);
    return SSL_CTX_use_certificate(&context, state.cert.get()) == 1 &&
           SSL_CTX_use_PrivateKey(&context, state.key.get()) == 1;
  });
  state.server->Get("/x", [&](const httplib::Request&, httplib::Response& response) {
    ++state.requests;
    response.set_content("hello", "text/plain");
  });
  state.port = state.server->bind_to_any_port("127.0.0.1");
  state.thread = std::jthread([&] { state.server->listen_after_bind(); });
  while (!state.server->is_running()) std::this_thread::yield();
}

TlsServer::~TlsServer() {
  state_->server->stop();
  state_->thread.join();
  std::filesystem::remove(state_->file);
}

std::string TlsServer::url() const {
  return "https://localhost:" + std::to_string(state_->port) + "/x";
}

const std::string& TlsServer::ca_file() const {
  return state_->file;
}

std::size_t TlsServer::requests() const {
  return state_->requests;
}

std::string TlsServer::offered() const {
  const std::lock_guard lock(state_->mutex);
  return state_->offered;
}

}  // namespace dnsward::test
