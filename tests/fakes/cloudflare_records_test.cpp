#include "fakes/cloudflare_world.h"

#include <doctest/doctest.h>

namespace dnsward::test {
namespace {

using Strings = std::vector<std::string>;

std::string stored_name_of(const CloudflareWorld& world, const std::string& name) {
  return world.post_txt(name, "n " + name).body["result"].value("name", "");
}

std::string id_of(const CloudflareAnswer& answer) {
  return answer.body["result"]["id"];
}

}  // namespace

TEST_CASE("A created record has exactly the recorded keys, in order") {
  CloudflareWorld world;
  const auto response = world.raw("POST", world.records_path(),
                                  R"({"type":"TXT","name":"_dmarc","content":"\"a\"","ttl":3600})");
  CHECK(response.status == 200);
  const auto record = world.api.records(world.zone).front();
  CHECK(response.body ==
        R"({"result":{"id":")" + record.id +
            R"(","name":"_dmarc.example.com","type":"TXT","content":"\"a\"",)"
            R"("proxiable":false,"proxied":false,"ttl":3600,"settings":{},"meta":{},)"
            R"("comment":null,"tags":[],"created_on":"2030-01-15T00:00:00Z",)"
            R"("modified_on":"2030-01-15T00:00:00Z"},"success":true,"errors":[],"messages":[]})");
  CHECK(record.id.size() == 32);
}

TEST_CASE("Every answer has Cloudflare's headers") {
  CloudflareWorld world;
  const auto response = world.raw("GET", world.records_path());
  CHECK(response.header("Content-Type") == "application/json");
  CHECK(response.header("CF-Ray") == "9e3779b97f4a7c15-FRA");
  for (const char* name : {"cf-auditlog-id", "api-version", "Set-Cookie", "CF-Cache-Status"}) {
    CHECK(response.header(name) != "");
  }
}

TEST_CASE(
    "Names come back as FQDN: relative, apex, with a dot, upper case, Unicode, of another zone") {
  const CloudflareWorld world;
  CHECK(stored_name_of(world, "@") == "example.com");
  CHECK(stored_name_of(world, "example.com.") == "example.com");
  CHECK(stored_name_of(world, "EXAMPLE.com") == "example.com");
  CHECK(stored_name_of(world, "Mail") == "mail.example.com");
  CHECK(stored_name_of(world, "mail.example.com") == "mail.example.com");
  CHECK(stored_name_of(world,
                       "b\xc3\xbc"
                       "cher") == "xn--bcher-kva.example.com");
  CHECK(stored_name_of(world, "*") == "*.example.com");
  CHECK(stored_name_of(world, "*.x") == "*.x.example.com");
  CHECK(stored_name_of(world, "mail.other.org") == "mail.other.org.example.com");
  CHECK(stored_name_of(world, "notexample.com") == "notexample.com.example.com");
  for (const std::string& name : {std::string(""), std::string("a..b"), std::string("a b"),
                                  std::string(64, 'a'), std::string("a.*.b")}) {
    CHECK(world.post_txt(name, "x").verdict() == "400 9000 DNS name is invalid.");
  }
}

TEST_CASE("TTL is 1 or 60 to 86400, from 30 with Enterprise, and 1 when omitted") {
  const CloudflareWorld world;
  const auto with_ttl = [](const CloudflareWorld& in, const std::string& ttl) {
    return in.post(R"({"type":"TXT","name":"t)" + ttl + R"(","content":"x","ttl":)" + ttl + "}");
  };
  const std::string refused =
      "400 9021 TTL must be between 60 and 86400 seconds, or 1 for Automatic.";
  for (const char* ttl : {"59", "0", "86401", "-1", "true"}) {
    CHECK(with_ttl(world, ttl).verdict() == refused);
  }
  CHECK(world.post(R"({"type":"TXT","name":"a","content":"x","ttl":"300"})").verdict() == refused);
  for (const char* ttl : {"1", "60", "86400"}) CHECK(with_ttl(world, ttl).status == 200);
  CHECK(world.post_txt("d", "x").body["result"]["ttl"] == 1);
  const CloudflareWorld enterprise({}, {.name = "example.com", .plan = "enterprise"});
  CHECK(with_ttl(enterprise, "30").status == 200);
  CHECK(with_ttl(enterprise, "29").status == 400);
}

TEST_CASE("Only addresses and CNAMEs can be proxied, and then have TTL 1") {
  const CloudflareWorld world;
  CHECK(world.post(R"({"type":"TXT","name":"a","content":"x","proxied":true})").verdict() ==
        "400 9004 This kind of record cannot be proxied.");
  CHECK(world.post(R"({"type":"A","name":"a","content":"127.0.0.1","proxied":true})").status ==
        400);
  CHECK(world.post(R"({"type":"A","name":"a","content":"192.0.2.1","proxied":1})").verdict() ==
        "400 9003 Proxied must be a boolean.");
  const auto cname = world.post(
      R"({"type":"CNAME","name":"a","content":"b.example.net","proxied":true,"ttl":600})");
  CHECK(cname.body["result"]["ttl"] == 1);
  CHECK(cname.body["result"]["proxiable"] == true);
  CHECK(cname.body["result"]["settings"]["flatten_cname"] == false);
}

TEST_CASE("Content is held against its type") {
  const CloudflareWorld world;
  const auto verdict = [&](const std::string& rest) {
    return world.post(R"({"name":"c",)" + rest + "}").verdict();
  };
  CHECK(verdict(R"("type":"A","content":"x")") ==
        "400 9005 Content for A record must be a valid IPv4 address.");
  CHECK(verdict(R"("type":"AAAA","content":"192.0.2.1")") ==
        "400 9005 Content for AAAA record must be a valid IPv6 address.");
  CHECK(verdict(R"("type":"CNAME","content":"a b")") ==
        "400 9007 Content for CNAME record is invalid.");
  CHECK(verdict(R"("type":"CNAME","content":"c.example.com")") ==
        "400 9007 CNAME content cannot reference itself.");
  CHECK(verdict(R"("type":"MX","content":"mx.example.net")") ==
        "400 9101 priority is a required data field.");
  CHECK(verdict(R"("type":"MX","content":"mx.example.net","priority":65536)") ==
        "400 9101 priority must be between 0 and 65535.");
  CHECK(verdict(R"("type":"SPF","content":"v=spf1")") ==
        "400 1004 SPF record type is no longer supported.");
  CHECK(verdict(R"("type":"NONE","content":"x")") == "400 9020 Invalid DNS record type.");
  CHECK(verdict(R"("content":"x")") == "400 9020 Invalid DNS record type.");
  CHECK(verdict(R"("type":"TXT")") == "400 9005 Content for TXT record is invalid.");
  CHECK(world.post(R"({"type":"TXT","content":"x"})").verdict() == "400 9000 DNS name is invalid.");
}

TEST_CASE("MX has a priority of its own, its host no final dot; a null MX is kept") {
  const CloudflareWorld world;
  const auto mx =
      world.post(R"({"type":"MX","name":"@","content":"MX.example.net.","priority":10})");
  CHECK(mx.body["result"]["content"] == "mx.example.net");
  CHECK(mx.body["result"]["priority"] == 10);
  CHECK(world.post(R"({"type":"MX","name":"n","content":".","priority":0})").status == 200);
  CHECK(world.api.rrset(world.zone, "example.com", "MX") == Strings{"10 mx.example.net"});
}

TEST_CASE("A structured type keeps its data") {
  const CloudflareWorld world;
  const std::string caa =
      R"({"type":"CAA","name":"@","data":{"flags":0,"tag":"issue","value":"ca.example.net"}})";
  const auto created = world.post(caa);
  CHECK(created.body["result"]["content"] == "0 issue ca.example.net");
  CHECK(created.body["result"]["data"]["tag"] == "issue");
}

TEST_CASE("A body that is no JSON, or no object, is told apart from a wrong record") {
  const CloudflareWorld world;
  for (const char* body : {"{", "[]", "1", R"({"type":1,"name":"a","content":"x"})"}) {
    CHECK(world.post(body).verdict() == "400 9207 Request body is invalid.");
  }
  const auto form = world.transport.send(
      {.method = "POST",
       .url = CloudflareWorld::base + world.records_path(),
       .headers = {world.headers[0], {"Content-Type", "application/x-www-form-urlencoded"}},
       .body = R"({"type":"TXT","name":"a","content":"x"})"});
  CHECK(form->status == 400);
}

TEST_CASE("PATCH changes what it names and keeps the rest") {
  CloudflareWorld world({}, {.name = "example.com", .plan = "pro"});
  const std::string id = id_of(world.post(
      R"({"type":"TXT","name":"a","content":"x","ttl":600,"comment":"hi","tags":["a:b"]})"));
  world.clock.advance(std::chrono::milliseconds{1'250});
  const std::string path = world.records_path() + "/" + id;
  const auto patched = world.ask("PATCH", path, R"({"content":"y"})");
  const Json& record = patched.body["result"];
  CHECK(record["id"] == id);
  CHECK(record["content"] == "y");
  CHECK(record["ttl"] == 600);
  CHECK(record["comment"] == "hi");
  CHECK(record["tags"] == Json{"a:b"});
  CHECK(record["created_on"] == "2030-01-15T00:00:00Z");
  CHECK(record["modified_on"] == "2030-01-15T00:00:01.25Z");
  CHECK(record["comment_modified_on"] == "2030-01-15T00:00:00Z");
  CHECK(world.ask("PATCH", path, R"({"type":"TXT","ttl":120,"tags":null})").status == 200);
  CHECK(world.ask("PATCH", path, R"({"comment":""})").body["result"]["comment"] == nullptr);
  CHECK(world.ask("PATCH", path, R"({"type":"A","content":"192.0.2.1"})").verdict() ==
        "400 9304 The type of a DNS record cannot be changed.");
  CHECK(world.api.records(world.zone).front().tags == Strings{"a:b"});
}

TEST_CASE("PUT gives every omitted field its default") {
  CloudflareWorld world;
  const std::string id =
      id_of(world.post(R"({"type":"TXT","name":"a","content":"x","ttl":600,"comment":"hi"})"));
  const std::string path = world.records_path() + "/" + id;
  const auto put = world.ask("PUT", path, R"({"type":"TXT","name":"a","content":"y"})");
  CHECK(put.body["result"]["id"] == id);
  CHECK(put.body["result"]["ttl"] == 1);
  CHECK(put.body["result"]["comment"] == nullptr);
  CHECK(world.ask("PUT", path, R"({"content":"y"})").status == 400);
}

TEST_CASE("DELETE tells the id, and again that there is none") {
  const CloudflareWorld world;
  const std::string id = id_of(world.post_txt("a", "x"));
  const std::string path = world.records_path() + "/" + id;
  CHECK(world.raw("DELETE", path, "{}").body ==
        R"({"result":{"id":")" + id + R"("},"success":true,"errors":[],"messages":[]})");
  for (const char* method : {"DELETE", "GET"}) {
    CHECK(world.ask(method, path).verdict() == "404 81044 Record does not exist.");
  }
  CHECK(world.ask("PATCH", path, "{}").verdict() == "404 81044 Record does not exist.");
}

TEST_CASE("A record of Email Routing refuses every write, with and without a sign in meta") {
  CloudflareWorld world;
  const std::string shown = world.api.add_record(
      world.zone,
      {.name = "example.com", .content = "v=spf1 -all", .read_only = true, .email_routing = true});
  const std::string hidden =
      world.api.add_record(world.zone, {.name = "example.com", .content = "x", .locked = true});
  CHECK(world.ask("GET", world.records_path() + "/" + shown).body["result"]["meta"].dump() ==
        R"({"email_routing":true,"read_only":true})");
  CHECK(world.ask("GET", world.records_path() + "/" + hidden).body["result"]["meta"].empty());
  for (const std::string& id : {shown, hidden}) {
    for (const char* method : {"PATCH", "PUT", "DELETE"}) {
      const std::string body = R"({"type":"TXT","name":"@","content":"y"})";
      CHECK(world.ask(method, world.records_path() + "/" + id, body).verdict() ==
            "400 1046 This record is managed by Email Routing. Disable Email Routing to "
            "modify/remove this record.");
    }
  }
}

TEST_CASE("Comments have a length by plan and no line break; tags need a plan") {
  CloudflareWorld world;
  const auto verdict = [&](const std::string& comment) {
    return world
        .post(Json{{"type", "TXT"}, {"name", "c"}, {"content", "x" + comment}, {"comment", comment}}
                  .dump())
        .verdict();
  };
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "\xc3\xbc";
  CHECK(verdict(umlauts) == "200");
  CHECK(verdict(umlauts + "x") == "400 9300 Comment must be one line of at most 100 characters.");
  CHECK(verdict("a\nb") == "400 9300 Comment must be one line of at most 100 characters.");
  CHECK(world.post(R"({"type":"TXT","name":"t","content":"x","tags":["a:b"]})").verdict() ==
        "400 9301 DNS record tags are not available on this plan.");
  world.api.edit_zone(world.zone, [](auto& zone) { zone.plan = "pro"; });
  CHECK(verdict(std::string(500, 'x')) == "200");
  for (const char* tag : {"cf-a:b", "a b:c", "a", ":b"}) {
    CHECK(world.post(Json{{"type", "TXT"}, {"name", "t"}, {"content", "x"}, {"tags", {tag}}}.dump())
              .verdict() == "400 9301 DNS record tags are invalid.");
  }
}

}  // namespace dnsward::test
