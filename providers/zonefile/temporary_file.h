// The hidden file that is filled before it takes the place of another.
#pragma once

#include "base/result.h"
#include "providers/zonefile/descriptor.h"

#include <string>
#include <sys/stat.h>

namespace dnsward::zonefile {

/// The name of the temporary file for `name`, never longer than a file name may be.
[[nodiscard]] std::string temporary_name(const std::string& name);

/// Is removed with its object unless it was renamed.
class TemporaryFile {
 public:
  /// In `directory` (an open directory that outlives the object), for the file `name` there.
  /// `shown` is that file's path in messages. Fails with `changed` while another run holds it.
  [[nodiscard]] static Result<TemporaryFile> create(int directory, const std::string& name,
                                                    std::string shown);

  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  [[nodiscard]] Result<void> fill(const std::string& text);
  /// Takes over owner, mode, access control list and extended attributes.
  [[nodiscard]] Result<void> look_like(int old_file, const struct stat& old_state);
  [[nodiscard]] Result<void> sync();
  [[nodiscard]] Result<void> rename_to(const std::string& name);

 private:
  TemporaryFile(int directory, std::string name, Descriptor file, std::string shown);
  [[nodiscard]] tl::unexpected<Error> failure(int error) const;

  int directory_;
  std::string name_;  // empty once renamed
  Descriptor file_;
  std::string shown_;
};

}  // namespace dnsward::zonefile
