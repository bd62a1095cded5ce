// Creates, changes and deletes record objects of one zone by the API's rules.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <cstdint>
#include <string>

namespace dnsward::fake::cloudflare {

/// A record's id or a zone's: 32 hexadecimal digits, made of its number.
[[nodiscard]] std::string make_id(std::uint64_t number);

class Editor {
 public:
  /// Edits `zone`; `now` is the time of the request.
  Editor(Zone& zone, const Options& options, std::uint64_t& next_number, std::string now)
      : zone_(zone), options_(options), next_number_(next_number), now_(std::move(now)) {}

  [[nodiscard]] Outcome<Record> create(const Json& body);
  [[nodiscard]] Outcome<Record> patch(const std::string& id, const Json& body);
  [[nodiscard]] Outcome<Record> put(const std::string& id, const Json& body);
  [[nodiscard]] Outcome<Record> remove(const std::string& id);

 private:
  [[nodiscard]] Outcome<Record*> editable(const std::string& id);
  [[nodiscard]] Outcome<Record> change(const std::string& id, const Json& body, bool keep_omitted);
  [[nodiscard]] Outcome<Record> store(Record record);

  Zone& zone_;
  const Options& options_;
  std::uint64_t& next_number_;
  std::string now_;
};

/// The whole batch or nothing: the lists deletes, patches, puts, posts in this order.
[[nodiscard]] Outcome<Json> run_batch(Zone& zone, const Options& options,
                                      std::uint64_t& next_number, const std::string& now,
                                      const Json& body);

}  // namespace dnsward::fake::cloudflare
