// The texts of the files that were read, so that messages can show the line they speak of.
#pragma once

#include "base/error.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

class SourceFiles {
 public:
  /// `name` is the spelling used in SourcePos::file.
  void add(std::string name, std::string text);

  /// The text of one line without its line end; empty when the file or the line is unknown.
  [[nodiscard]] std::string line(std::string_view file, std::size_t number) const;

  /// Fills source_line of `error` and of its notes where it is empty and the place is known.
  void attach(Error& error) const;

 private:
  struct File {
    std::string text;
    std::vector<std::size_t> line_starts;
  };

  std::map<std::string, File, std::less<>> files_;
};

}  // namespace dnsward
