#include "config/want_reader.h"

#include "base/text.h"
#include "config/fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dnsward {
namespace {

void keep(std::vector<WantSpec>& wants, WantSpec want, Problems& problems) {
  if (settle(want, problems)) wants.push_back(std::move(want));
}

void read_spf(const TableReader& block, const std::string& owner, std::vector<WantSpec>& wants) {
  SpfSpec spf{block.spec_texts("spf")};
  if (spf.terms.empty()) return;
  WantSpec want;
  want.label = "SPF of " + owner;
  want.where = block.value_place("spf");
  want.body = std::move(spf);
  keep(wants, std::move(want), block.problems());
}

void read_tokens(const TableReader& block, const std::string& owner, std::vector<WantSpec>& wants) {
  for (SpecText& text : block.spec_texts("token")) {
    WantSpec want;
    want.label = "token of " + owner;
    want.where = text.where;
    TxtSpec token;
    token.kind = PasteKind::token;
    token.value = std::move(text);
    want.body = std::move(token);
    keep(wants, std::move(want), block.problems());
  }
}

constexpr std::array<std::string_view, 5> dkim_keys{"selector", "value", "cname", "ttl", "replace"};

std::optional<WantSpec> read_dkim_item(const TableReader& item, const std::string& owner) {
  auto selector = item.spec_text("selector");
  auto value = item.spec_text("value");
  auto cname = item.spec_text("cname");
  WantSpec want;
  want.label = "DKIM of " + owner;
  want.ttl = item.ttl("ttl");
  want.ttl_where = item.value_place("ttl");
  const bool replace = item.flag("replace");
  if (!item.has("selector")) {
    item.problems().add(item.where(), "a dkim item has no selector",
                        R"(add selector = "...", what stands before "._domainkey")");
    return {};
  }
  if (item.has("value") == item.has("cname")) {
    const bool both = item.has("value");
    item.problems().add(
        both ? item.key_place("cname") : item.where(),
        both ? "a dkim item has both value and cname" : "a dkim item has neither value nor cname",
        "give the key as value, or the name that holds it as cname");
    return {};
  }
  if (item.has("value") && item.has("replace")) {
    item.problems().add(item.key_place("replace"), R"("replace" has no meaning with a value)",
                        "remove it: the key's TXT RRset is replaced as a whole anyway");
    return {};
  }
  if (!selector || (!value && !cname)) return {};
  want.where = value ? value->where : cname->where;
  want.owner.kind = OwnerSpec::Kind::dkim;
  want.owner.name = std::move(*selector);
  if (value) {
    want.body = DkimKeySpec{std::move(*value)};
  } else {
    want.body = CnameSpec{std::move(cname), replace};
  }
  return want;
}

void read_dkim(const TableReader& block, const std::string& owner, std::vector<WantSpec>& wants) {
  std::map<std::string, SourcePos> selectors;  // in lower case
  for (const auto& [table, where] :
       block.tables("dkim", R"(dkim = [{ selector = "...", value = "..." }])")) {
    const TableReader item(*table, where, block.file(), block.problems(), dkim_keys);
    auto want = read_dkim_item(item, owner);
    if (!want) continue;
    const auto& name = want->owner.name;
    if (name.text.is_literal()) {
      const std::string selector = name.text.fill({});
      const auto [first, is_new] = selectors.try_emplace(to_lower(selector), name.where);
      if (!is_new) {
        block.problems()
            .add(name.where, fmt::format(R"(selector "{}" is given twice)", selector),
                 "one selector holds one key: remove one of them")
            .notes.push_back({"first given here", first->second, {}});
        continue;
      }
    }
    keep(wants, std::move(*want), block.problems());
  }
}

void read_records(const TableReader& block, const std::string& label, std::string_view header,
                  std::vector<WantSpec>& wants) {
  constexpr std::array<std::string_view, 11> record_keys{
      "name", "type",   "value",  "presentation", "spf", "priority",
      "owns", "prefix", "absent", "replace",      "ttl"};
  for (const auto& [table, where] : block.tables("record", header)) {
    const TableReader record(*table, where, block.file(), block.problems(), record_keys);
    if (auto want = read_record(record, label)) keep(wants, std::move(*want), block.problems());
  }
}

template <typename Spec>
void add_dmarc(const TableReader& block, std::string label, std::optional<Spec> spec,
               std::vector<WantSpec>& wants) {
  if (!spec) return;
  WantSpec want;
  want.label = std::move(label);
  want.where = block.value_place("dmarc");
  want.owner.kind = OwnerSpec::Kind::dmarc;
  want.body = std::move(*spec);
  keep(wants, std::move(want), block.problems());
}

}  // namespace

std::vector<WantSpec> read_sender_wants(const TableReader& block, const std::string& owner) {
  std::vector<WantSpec> wants;
  read_spf(block, owner, wants);
  read_tokens(block, owner, wants);
  read_dkim(block, owner, wants);
  add_dmarc(block, "DMARC of " + owner, read_sender_dmarc(block), wants);
  read_records(block, "record of " + owner, "[[sender.NAME.record]]", wants);
  return wants;
}

std::vector<WantSpec> read_entry_wants(const TableReader& entry) {
  std::vector<WantSpec> wants;
  if (entry.has("dmarc")) {
    add_dmarc(entry, "DMARC of this domain", read_owner_dmarc(entry), wants);
  }
  if (entry.has("record"))
    read_records(entry, "record of this domain", "[[domains.record]]", wants);
  return wants;
}

bool settle(WantSpec& want, Problems& problems) {
  const std::size_t before = problems.size();
  const bool named =
      want.owner.kind == OwnerSpec::Kind::dkim || want.owner.kind == OwnerSpec::Kind::record;
  if (named && want.owner.name.text.is_literal()) {
    const std::string name = want.owner.name.text.fill({});
    want.owner.has_inner_dot = name.find('.') != std::string::npos;
    const auto octets = check_owner_text(want.owner.kind, name);
    if (octets) {
      want.owner.octets = *octets;
    } else {
      problems.add(Error(octets.error()).at(want.owner.name.where));
    }
  }
  if (want.owner.kind == OwnerSpec::Kind::dmarc) {
    want.owner.octets = std::string_view("_dmarc").size() + 1;
  }
  const auto texts = body_texts(want);
  const bool literal = std::all_of(texts.begin(), texts.end(),
                                   [](const SpecText* text) { return text->text.is_literal(); });
  if (literal) want.same_everywhere = fill(want, Scope(), problems);
  return problems.size() == before;
}

}  // namespace dnsward
