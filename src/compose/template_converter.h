// The records of a Domain Connect template, one after another, as the items of a sender block.
#pragma once

#include "base/error.h"
#include "compose/sender_text.h"
#include "compose/template_reader.h"
#include "compose/template_variables.h"
#include "config/spec.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

class TemplateConverter {
 public:
  /// `file` names the template in warnings.
  TemplateConverter(std::string file, const ConnectTemplate& source)
      : file_(std::move(file)),
        host_required_(source.host_required),
        variables_(source.variable_description) {}

  void add(const TemplateRecord& record);

  /// What was added, with the variables that it uses.
  [[nodiscard]] SenderDraft take();

  [[nodiscard]] const std::vector<Error>& warnings() const { return warnings_; }

 private:
  /// How a record shares its name with others of the template.
  enum class Sharing { values, claimed, alone };

  struct Slot {
    std::string place;
    Sharing sharing;
    std::string content;  // type and value
  };

  void add_cname(const TemplateRecord& record, const std::string& name);
  void add_mx(const TemplateRecord& record, const std::string& name);
  void add_txt(const TemplateRecord& record, const std::string& name);
  void add_value(const TemplateRecord& record, const std::string& name, const std::string& octets);
  void add_key(const TemplateRecord& record, const std::string& name, const std::string& octets);
  void add_spf(const TemplateRecord& record, const std::string& name, std::string_view rules);
  void add_spf_term(const TemplateRecord& record, const std::string& name, std::string_view term);
  void add_dmarc(const TemplateRecord& record, const std::string& octets);
  void add_report_address(const TemplateRecord& record, std::string_view uri);
  bool add_token(const TemplateRecord& record, const std::string& text);
  void tell_conflict_mode(const TemplateRecord& record, bool is_kept);

  std::optional<std::string> relative_name(const TemplateRecord& record);
  std::optional<std::string> octets_of(const TemplateRecord& record);
  std::optional<std::string> target_of(const TemplateRecord& record);
  std::optional<std::string> in_file_syntax(const TemplateRecord& record, std::string_view text);

  /// Whether the loader takes the want and it has its place at the name beside the ones before; the
  /// reason why not is told, except that the same is there already.
  bool admit(const TemplateRecord& record, const std::string& name, Sharing sharing,
             std::string content, const WantSpec& want);
  bool has_place(const TemplateRecord& record, const std::string& name, Sharing sharing,
                 const std::string& content);
  void leave_out(const TemplateRecord& record, std::string_view why, std::string hint = {});
  void tell(const TemplateRecord& record, std::string message, std::string hint = {});

  std::string file_;
  bool host_required_;
  TemplateVariables variables_;
  std::map<std::string, std::vector<Slot>> slots_;  // by name, lower case
  std::set<std::string> uses_;                      // variables of what was admitted
  SenderDraft draft_;
  std::vector<Error> warnings_;
};

/// "TXT record at "mail._domainkey"", as warnings name it.
[[nodiscard]] std::string describe(const TemplateRecord& record);

/// Why the loader would refuse the want at every domain; nothing when it takes it.
[[nodiscard]] std::optional<Error> loader_refusal(WantSpec want);

}  // namespace dnsward
