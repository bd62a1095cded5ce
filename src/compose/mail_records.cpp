#include "compose/mail_records.h"

#include "base/text.h"
#include "compose/toml_text.h"
#include "mail/dkim_check.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_parts.h"
#include "mail/record_check.h"
#include "mail/spf_check.h"
#include "mail/spf_parts.h"
#include "mail/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace dnsward {
namespace {

std::vector<std::string> texts_of(const RRset& rrset) {
  std::vector<std::string> texts;
  for (const auto& rdata : rrset.rdata) {
    if (const auto* txt = std::get_if<TxtData>(&rdata)) texts.push_back(txt->bytes);
  }
  return texts;
}

bool is_verification(std::string_view value) {
  if (find_token_vendor(value) != nullptr) return true;
  const auto key = value.substr(0, std::min(value.find_first_of("=: "), value.size()));
  return key.size() < value.size() && key.size() < 80 &&
         to_lower(key).find("verif") != std::string::npos;
}

bool policy_at(std::string_view value) {
  return is_spf(value) || is_dmarc(value);
}

/// What stands in front of a service's label: "mail" and "" of "mail._domainkey", "mail" and "sub"
/// of "mail._domainkey.sub".
struct ServiceName {
  std::string before;
  std::string behind;
};

std::optional<ServiceName> split_at(std::string_view relative, std::string_view label) {
  const auto whole = '.' + std::string(relative) + '.';
  const auto at = whole.find('.' + std::string(label) + '.');
  if (at == std::string::npos) return {};
  ServiceName name;
  if (at > 0) name.before = whole.substr(1, at - 1);
  const auto behind = at + label.size() + 2;
  if (behind < whole.size()) name.behind = whole.substr(behind, whole.size() - behind - 1);
  return name;
}

class Collector {
 public:
  Collector(const DomainName& domain, const DomainName& apex) : domain_(domain), apex_(apex) {}

  void take(const RRset& rrset) {
    rrset_ = &rrset;
    relative_ = rrset.key.owner == domain_ ? "@" : rrset.key.owner.relative_to(domain_);
    switch (rrset.key.type) {
      case RRType::txt: return take_txt();
      case RRType::mx: return take_mx();
      case RRType::cname: return take_cname();
      default: return;
    }
  }

  MailRecords finish() && { return std::move(result_); }

 private:
  [[nodiscard]] std::string shown() const {
    return fmt::format("{} at {}", to_text(rrset_->key.type), rrset_->key.owner.display());
  }

  /// Whether the desired-state file can have a record of that name.
  [[nodiscard]] bool is_name() const {
    if (relative_ == "@") return true;
    const auto name = DomainName::parse(relative_);
    return name && host_name_problem(*name, true).empty() &&
           !has_error(check_name_wish(relative_, domain_, apex_));
  }

  template <typename Draft>
  MailRecord& add(Draft draft, Want want) {
    result_.records.push_back({std::move(draft), std::move(want), shown()});
    return result_.records.back();
  }

  void leave_out(std::string_view why) {
    result_.left_out.push_back(fmt::format("{} is left out: {}", shown(), why));
  }

  void take_txt() {
    const auto values = texts_of(*rrset_);
    const auto key = split_at(relative_, "_domainkey");
    if (key && !key->before.empty()) return take_keys(*key, values);
    if (relative_ == "_dmarc") return take_dmarc(values);
    if (is_service_name()) return take_whole(values);
    take_spf(values);
    for (const auto& value : values) take_token(value);
  }

  /// A name that is for mail whatever stands there.
  [[nodiscard]] bool is_service_name() const {
    return split_at(relative_, "_dmarc") || split_at(relative_, "_mta-sts") ||
           split_at(relative_, "_smtp._tls") || split_at(relative_, "_bimi");
  }

  /// Values that stand at a name for themselves.
  void take_whole(const std::vector<std::string>& values) {
    if (values.size() != rrset_->rdata.size()) return leave_out("the provider made it");
    if (!is_name()) return leave_out("the file can't have a record of that name");
    const auto key = rrset_->key;
    if (values.size() == 1) {
      add(RecordDraft{.name = relative_, .bytes = values[0], .owns = RecordDraft::Owns::rrset},
          RRsetWant{key, TxtData{values[0]}, false});
      return;
    }
    for (const auto& value : values) {
      if (policy_at(value)) {
        leave_out("it has several values, and a policy among them");
        continue;
      }
      add(RecordDraft{.name = relative_, .bytes = value}, ValueWant{key, TxtData{value}});
    }
  }

  void take_keys(const ServiceName& name, const std::vector<std::string>& values) {
    const bool sound = values.size() == 1 && rrset_->rdata.size() == 1 && name.behind.empty() &&
                       is_name() && fits_toml(values[0]) && !values[0].empty() &&
                       !has_error(check_dkim_wish(values[0])) &&
                       !has_error(check_dkim_selector(name.before));
    const auto first = result_.records.size();
    if (sound) {
      add(DkimDraft{.selector = name.before, .value = without_variables(values[0])},
          RRsetWant{rrset_->key, TxtData{values[0]}, true});
    } else {
      take_whole(values);
    }
    for (auto i = first; i < result_.records.size(); ++i)
      assign_key(result_.records[i], name, values);
  }

  static void assign_key(MailRecord& record, const ServiceName& name,
                         const std::vector<std::string>& values) {
    for (const auto& sender : known_senders()) {
      if (fits_selector(sender.selectors, name.before)) record.maybe = &sender;
      const auto findings = sender.has_shared_key ? check_dkim_record(values[0]) : MailFindings();
      const bool shared = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.spec->code == "DKIM022";
      });
      if (shared) record.sender = &sender;
      // These sign with keys of that selector and have nothing else that shows them.
      if (fits_selector(sender.selectors, name.before) && sender.selectors[0] == sender.name) {
        record.sender = &sender;
      }
    }
  }

  void take_spf(const std::vector<std::string>& values) {
    const auto count = std::count_if(values.begin(), values.end(), is_spf);
    if (count == 0) return;
    if (count > 1) return leave_out("it has more than one SPF record");
    if (!is_name()) return leave_out("the file can't have a record of that name");
    const auto record = std::find_if(values.begin(), values.end(), is_spf);
    std::set<std::string> seen;
    std::size_t taken = 0;
    for (const auto& term : read_spf_terms(*record)) {
      if (!term)
        return leave_out(fmt::format("its SPF record is broken: {}", term.error().message));
      if (is_spf_all(*term)) break;  // what stands behind has no effect
      const bool usable = !term->is_modifier && !has_error(check_spf_wish(term->text, domain_));
      if (!usable || !seen.insert(term->identity).second) continue;
      ++taken;
      take_spf_term(*term);
    }
    if (taken > 0 || relative_ == "@" || !values[0].starts_with("v=spf1")) return;
    if (values.size() == 1) take_whole(values);  // "v=spf1 -all" of a name that does not send
  }

  void take_spf_term(const SpfTerm& term) {
    const SpfWant want{rrset_->key.owner, {term}};
    const auto text = without_variables(term.text);
    auto& record = relative_ == "@" ? add(SpfTermDraft{text}, want)
                                    : add(RecordDraft{.name = relative_, .spf = {text}}, want);
    if (term.name != "include") return;
    for (const auto& sender : known_senders()) {
      if (record.sender == nullptr && fits_marks(sender.spf, spf_domain_of(term))) {
        record.sender = &sender;
      }
    }
  }

  [[nodiscard]] const KnownSender* sender_with_name() const {
    for (const auto& sender : known_senders()) {
      for (const auto mark : sender.names) {
        const bool fits = mark.ends_with('_') ? relative_.starts_with(mark) : relative_ == mark;
        if (!mark.empty() && fits) return &sender;
      }
    }
    return nullptr;
  }

  void take_token(const std::string& value) {
    const auto* const named = sender_with_name();
    if (policy_at(value) || (named == nullptr && !is_verification(value))) return;
    if (!is_name()) return leave_out("the file can't have a record of that name");
    const ValueWant want{rrset_->key, TxtData{value}};
    const bool plain =
        relative_ == "@" && fits_toml(value) && !value.empty() && !has_error(check_token(value));
    auto& record = plain ? add(TokenDraft{without_variables(value)}, want)
                         : add(RecordDraft{.name = relative_, .bytes = value}, want);
    record.sender = named;
    for (const auto& sender : known_senders()) {
      if (begins_like_marks(sender.tokens, value)) record.sender = &sender;
      if (begins_like_marks(sender.weak_tokens, value)) record.maybe = &sender;
    }
  }

  void take_dmarc(const std::vector<std::string>& values);

  void take_mx() {
    for (const auto& rdata : rrset_->rdata) {
      const auto* mx = std::get_if<MxData>(&rdata);
      if (mx == nullptr) {
        leave_out("the provider made it");
        continue;
      }
      const bool null_mx = mx->exchange.is_root();
      const bool fits = null_mx ? mx->preference == 0
                                : mx->exchange.label_count() > 1 &&
                                      host_name_problem(mx->exchange, false).empty();
      if (!fits || !is_name()) {
        leave_out("the file can't have such a name");
        continue;
      }
      auto& record = add(RecordDraft{.name = relative_,
                                     .type = "MX",
                                     .value = mx->exchange.to_text(),
                                     .priority = mx->preference},
                         ValueWant{rrset_->key, rdata});
      for (const auto& sender : known_senders()) {
        const bool shows =
            record.sender == nullptr && fits_marks(sender.mail_exchanges, mx->exchange.display());
        if (shows) record.sender = &sender;
      }
    }
  }

  void take_cname() {
    const auto key = split_at(relative_, "_domainkey");
    const auto* cname =
        rrset_->rdata.size() == 1 ? std::get_if<CnameData>(rrset_->rdata.data()) : nullptr;
    const KnownSender* sender = nullptr;
    for (const auto& known : known_senders()) {
      const auto& marks = key ? known.dkim_targets : known.targets;
      const bool shows =
          cname != nullptr && sender == nullptr && fits_marks(marks, cname->target.display());
      if (shows) sender = &known;
    }
    if (!key && !is_service_name() && sender == nullptr) return;
    if (cname == nullptr) return leave_out("the provider answers something else");
    const auto& target = cname->target;
    if (target.label_count() < 2 || !host_name_problem(target, true).empty() || !is_name()) {
      return leave_out("the file can't have such a name");
    }
    const CnameWant want{rrset_->key.owner, target, false};
    const bool plain = key && key->behind.empty() && !key->before.empty() &&
                       !has_error(check_dkim_selector(key->before));
    auto& record =
        plain
            ? add(DkimDraft{.selector = key->before, .cname = target.to_text()}, want)
            : add(RecordDraft{.name = relative_, .type = "CNAME", .value = target.to_text()}, want);
    record.sender = sender;
  }

  const DomainName& domain_;
  const DomainName& apex_;
  const RRset* rrset_ = nullptr;
  std::string relative_;
  MailRecords result_;
};

struct OwnerKey {
  std::string_view tag;
  std::string_view key;
};

/// The tag as the file's key, when the file can say exactly what the record says.
void add_owner_tag(const DmarcTag& tag, std::string_view record, DmarcDraft& draft,
                   DmarcOwnerWish& wish) {
  constexpr std::array<OwnerKey, 6> keys{{{"sp", "subdomain_policy"},
                                          {"np", "nonexistent_subdomain_policy"},
                                          {"adkim", "adkim"},
                                          {"aspf", "aspf"},
                                          {"fo", "fo"},
                                          {"t", "t"}}};
  const bool addresses = tag.name == "rua" || tag.name == "ruf";
  const auto* const key =
      std::find_if(keys.begin(), keys.end(), [&](const OwnerKey& k) { return k.tag == tag.name; });
  if (tag.name != "p" && !addresses && key == keys.end()) return;
  DmarcTag wanted{tag.name, addresses ? tag.value : to_lower(tag.value)};
  std::vector<std::string> uris;
  if (addresses) {
    for (const auto uri : split_dmarc_uris(tag.value)) {
      if (has_error(check_dmarc_address(uri))) return;
      uris.emplace_back(uri);
    }
    wanted.value = join(uris, ",");
  }
  DmarcOwnerWish alone{{wanted}, false};
  if (has_error(check_dmarc_wish(alone))) return;
  const auto merged = merge_dmarc(record, {}, &alone, std::nullopt);
  if (!merged || merged->record != record) return;
  for (auto& uri : uris) uri = without_variables(uri);
  if (tag.name == "rua") draft.rua = uris;
  if (tag.name == "ruf") draft.ruf = uris;
  if (tag.name == "p") draft.policy = wanted.value;
  if (key != keys.end()) draft.more.emplace_back(key->key, wanted.value);
  wish.tags.push_back(std::move(wanted));
}

void Collector::take_dmarc(const std::vector<std::string>& values) {
  if (std::count_if(values.begin(), values.end(), is_dmarc) != 1) {
    return leave_out("it has not exactly one DMARC record");
  }
  const auto value = std::find_if(values.begin(), values.end(), is_dmarc);
  const auto record = parse_dmarc(*value);
  if (!record)
    return leave_out(fmt::format("its DMARC record is broken: {}", record.error().message));
  DmarcDraft draft;
  DmarcOwnerWish wish;
  for (const auto& tag : record->tags) add_owner_tag(tag, *value, draft, wish);
  if (wish.tags.empty()) return leave_out("the file can't say what it says");
  // As the loader orders them.
  constexpr std::array<std::string_view, 9> order{"p",     "sp",   "np", "rua", "ruf",
                                                  "adkim", "aspf", "fo", "t"};
  std::stable_sort(wish.tags.begin(), wish.tags.end(), [&](const DmarcTag& a, const DmarcTag& b) {
    return std::find(order.begin(), order.end(), a.name) <
           std::find(order.begin(), order.end(), b.name);
  });
  add(OwnerDmarcDraft{std::move(draft)}, DmarcOwnerWant{rrset_->key.owner, std::move(wish)});
}

}  // namespace

MailRecords mail_records_of(const DomainName& domain, const DomainName& apex,
                            std::span<const RRset> rrsets) {
  Collector collector(domain, apex);
  for (const auto& rrset : rrsets) {
    if (rrset.key.owner.is_within(domain)) collector.take(rrset);
  }
  return std::move(collector).finish();
}

}  // namespace dnsward
