#include "compose/senders_support.h"

#include "compose/sender_text.h"
#include "config/config_support.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace dnsward::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* key_2048 =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnOrkYhfHzwlyeok1U4cWNYyyg7oqPXvTpsvHxeZQu0e2pFQtgT"
    "SyZI9awEMBWwFRB7ggyY35F5+khW/upjHFf9q0RAMFxDzaL+UWEVNBhYUpmMffH/oGWrni2+pE2buUJZmW0kdTlYeDKkrd"
    "Q5+up8eG3Tz0GlALSCEBdTgCUDAXAhFEmpu4kCicD+frnoHDuhSGSKYYl1YZftkp18bYJMUuJ1/2BWmIufJ1YqaqUtEFzI"
    "fg7rpnF277EzwY76GYnwgfRAk5yJWr0FQmE4242KIR51Km2l4R+1miojm1WrlQfORkUMrN8dKM302WU2gW0HtD7v1aWZd2"
    "AvelewvQeQIDAQAB";

std::vector<fs::path> sender_files() {
  std::vector<fs::path> files;
  for (const auto& item : fs::directory_iterator(senders_folder())) {
    if (item.path().extension() == ".toml") files.push_back(item.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> lines_of_file(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// What the comment above a block says.
void read_comment(const std::string& comment, DocumentedSender& sender) {
  static const std::regex variable(R"(\$\{(\w+)\}[^$]*?\(example: ([^()]+)\))");
  for (auto found = std::sregex_iterator(comment.begin(), comment.end(), variable);
       found != std::sregex_iterator(); ++found) {
    sender.examples[(*found)[1]] = (*found)[2];
  }
  sender.has_source = comment.find("Source: ") != std::string::npos;
}

}  // namespace

fs::path senders_folder() {
  return fs::path(PROJECT_FOLDER) / "examples/senders";
}

std::vector<DocumentedSender> documented_senders() {
  static const std::regex header(R"(\[sender\.([a-z0-9-]+)\])");
  std::vector<DocumentedSender> senders;
  for (const fs::path& file : sender_files()) {
    std::string comment;
    for (const std::string& line : lines_of_file(file)) {
      std::smatch match;
      if (line.starts_with('#')) {
        comment += line.substr(1) + " ";
      } else if (std::regex_match(line, match, header)) {
        DocumentedSender sender{file.filename().string(), match[1]};
        read_comment(comment, sender);
        senders.push_back(std::move(sender));
      } else {
        comment.clear();
      }
    }
  }
  return senders;
}

std::map<std::string, std::string> example_values(const DocumentedSender& sender) {
  auto values = sender.examples;
  for (auto& [name, value] : values) {
    if (const auto at = value.find("KEY"); at != std::string::npos) value.replace(at, 3, key_2048);
  }
  return values;
}

SendersFolder::SendersFolder() {
  std::string pattern = (fs::temp_directory_path() / "dnsward-senders-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  path_ = pattern;
  for (const fs::path& file : sender_files()) fs::copy(file, path_ / file.filename());
}

SendersFolder::~SendersFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

LoadedConfig SendersFolder::load_with(const DocumentedSender& sender,
                                      const std::string& more) const {
  DomainDraft entry;
  entry.names = {"example.com"};
  entry.provider = "local";
  entry.senders = {sender.name};
  for (const auto& [name, value] : example_values(sender)) entry.vars.emplace_back(name, value);
  std::ofstream out(path_ / "dnsward.toml");
  out << "[provider.local]\ntype = \"zonefile\"\ndirectory = \"zones\"\n\n"
      << domain_toml(entry) << more;
  out.close();
  return load_config(path_, provider_types_of_tests());
}

}  // namespace dnsward::test
