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

  /// From now on the line of `from` ends in "..." at its column: what stands there may be a secret.
  void conceal(const SourcePos& from);

  /// The text of `name`, or empty; valid as long as this object.
  [[nodiscard]] std::string_view text(std::string_view name) const;

  /// How many files were added before `name`; the number of files when it is unknown.
  [[nodiscard]] std::size_t order(std::string_view name) const;

 private:
  struct File {
    std::string text;
    std::vector<std::size_t> line_starts;
    std::size_t order = 0;
    std::map<std::size_t, std::size_t> concealed;  // line, first column that is not shown
  };

  std::map<std::string, File, std::less<>> files_;
};

}  // namespace dnsward
