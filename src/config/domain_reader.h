// [[domains]] entries: their names, from the entry and from its names file, and what they want.
#pragma once

#include "config/config.h"
#include "config/problems.h"
#include "config/spec.h"
#include "config/table_reader.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dnsward {

/// What the files define, for those who refer to it by name.
struct Definitions {
  std::unordered_map<std::string, std::size_t> providers;  ///< indices into Config::providers
  std::unordered_map<std::string, std::size_t> senders;    ///< indices into Config::senders
  /// A file could not be parsed, so that what it defines is not known: a name that is not found
  /// here is no error.
  bool is_incomplete = false;
};

class DomainReader {
 public:
  /// All outlive the reader. Domains are added to `config`, names files to its sources.
  DomainReader(Config& config, const Definitions& definitions, Problems& problems);

  /// One entry of the file `path`, whose name in places is `file`.
  void read(const TomlTable& table, const SourcePos& where, const std::string& file,
            const std::filesystem::path& path);

 private:
  using Index = std::unordered_map<std::string, std::size_t>;
  using Senders = std::vector<std::shared_ptr<const SenderSpec>>;

  struct Named {
    DomainName name;
    SourcePos where;
  };

  [[nodiscard]] std::vector<Named> names_of(const TableReader& entry,
                                            const std::filesystem::path& path);
  void add_name(std::string_view text, const SourcePos& where, std::vector<Named>& names);
  void add_names_file(const TableReader& entry, const std::filesystem::path& path,
                      std::vector<Named>& names);
  void add_names_of(std::string_view text, const std::string& file, std::vector<Named>& names);
  [[nodiscard]] std::size_t provider_of(const TableReader& entry);
  [[nodiscard]] Senders senders_of(const TableReader& entry, std::string_view key);
  [[nodiscard]] Variables variables_of(const TableReader& entry);
  [[nodiscard]] std::vector<std::string> allowed_of(const TableReader& entry);
  [[nodiscard]] std::optional<DomainName> zone_of(const TableReader& entry,
                                                  const std::vector<Named>& names);
  void refuse_contradictions(const TableReader& entry);
  [[nodiscard]] std::string hint_for(std::string_view word, const Index& known,
                                     std::string_view what);

  Config* config_;
  const Definitions* definitions_;
  Problems* problems_;
  std::unordered_map<std::string, SourcePos> seen_;
  std::unordered_map<std::string, std::string> hints_;  // by kind and word: each is costly
};

}  // namespace dnsward
