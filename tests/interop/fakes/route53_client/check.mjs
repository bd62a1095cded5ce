// Holds the Route 53 fake against AWS's official client for JavaScript.
//
// Usage: node check.mjs DNSWARD_FAKE. Every call of the client returns what the ones before it did.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import {
  ChangeResourceRecordSetsCommand, GetChangeCommand, GetHostedZoneCommand, InvalidChangeBatch, InvalidInput,
  ListHostedZonesByNameCommand, ListResourceRecordSetsCommand, NoSuchChange, NoSuchHostedZone, Route53Client,
  paginateListHostedZones, waitUntilResourceRecordSetsChanged,
} from "@aws-sdk/client-route-53";

const fake = spawn(process.argv[2], ["route53", "--zones", "7"], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: fake.stdout })[Symbol.asyncIterator]();
const line = async (name = "") => (await lines.next()).value.slice(name.length);
const endpoint = await line();
const accessKeyId = await line("AWS_ACCESS_KEY_ID=");
const secretAccessKey = await line("AWS_SECRET_ACCESS_KEY=");

function clientOf(credentials, more = {}) {
  return new Route53Client({ endpoint, region: "us-east-1", maxAttempts: 1, credentials, ...more });
}

const client = clientOf({ accessKeyId, secretAccessKey });
const send = (Command, input) => client.send(new Command(input));

function set(Name, Type, ...values) {
  return { Name, Type, TTL: 60, ResourceRecords: values.map((Value) => ({ Value })) };
}

function change(HostedZoneId, ...changes) {
  const Changes = changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet }));
  return send(ChangeResourceRecordSetsCommand, { HostedZoneId, ChangeBatch: { Comment: "by the client", Changes } });
}

async function serveZones() {
  const names = [];
  for await (const page of paginateListHostedZones({ client, pageSize: 3 }, {})) {
    names.push(...page.HostedZones.map((zone) => zone.Name));
  }
  assert.deepEqual(names.sort(), [1, 2, 3, 4, 5, 6, 7].map((number) => `zone000${number}.example.`));
  const listed = await send(ListHostedZonesByNameCommand, { DNSName: "zone0002.example", MaxItems: 1 });
  assert.equal(listed.HostedZones[0].Name, "zone0002.example.");
  assert.equal(listed.NextDNSName, "zone0003.example.");
  const zone = listed.HostedZones[0].Id;
  const shown = await send(GetHostedZoneCommand, { Id: zone });
  assert.equal(shown.DelegationSet.NameServers.length, 4);
  assert.equal(shown.HostedZone.ResourceRecordSetCount, 11);
  return zone;
}

/** "name type" of all sets, by pages of three. */
async function listed(zone) {
  const found = [];
  let next = {};
  do {
    const page = await send(ListResourceRecordSetsCommand, { HostedZoneId: zone, MaxItems: 3, ...next });
    found.push(...page.ResourceRecordSets.map((set) => `${set.Name} ${set.Type}`));
    next = page.IsTruncated ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType } : null;
  } while (next);
  return found;
}

async function serveSets(zone) {
  const before = await listed(zone);
  assert.equal(before.length, 11);
  const first = set("*.new.zone0002.example", "TXT", '"a \\"quoted\\" <&>" "\\303\\251"');
  const info = (await change(zone, ["CREATE", first])).ChangeInfo;
  assert.equal(info.Status, "PENDING");
  assert.ok(info.SubmittedAt instanceof Date);
  const waited = await waitUntilResourceRecordSetsChanged({ client, maxWaitTime: 60, minDelay: 1 }, { Id: info.Id });
  assert.equal(waited.state, "SUCCESS");
  assert.equal((await send(GetChangeCommand, { Id: info.Id })).ChangeInfo.Comment, "by the client");
  const page = await send(ListResourceRecordSetsCommand,
    { HostedZoneId: zone, StartRecordName: "*.new.zone0002.example", StartRecordType: "TXT", MaxItems: 1 });
  assert.deepEqual(page.ResourceRecordSets, [{ ...first, Name: "\\052.new.zone0002.example." }]);
  const second = set("*.new.zone0002.example", "TXT", '"b"');
  await change(zone, ["DELETE", page.ResourceRecordSets[0]], ["CREATE", second]);
  assert.equal((await listed(zone)).length, 12);
  await change(zone, ["UPSERT", set("*.new.zone0002.example", "TXT", '"c"')]);
  await change(zone, ["DELETE", set("*.new.zone0002.example", "TXT", '"c"')]);
  assert.deepEqual(await listed(zone), before);
}

async function refuse(call, kind, text) {
  await assert.rejects(call, (error) => {
    assert.ok(kind === null || error instanceof kind, `${error}`);
    assert.ok(error.message.includes(text), error.message);
    assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
}

async function serveErrors(zone) {
  const there = set("zone0002.example", "MX", "10 mx.example.net.");
  await refuse(change(zone, ["CREATE", there]), InvalidChangeBatch, "but it already exists");
  await refuse(change(zone, ["DELETE", there]), InvalidChangeBatch, "do not match the current values");
  await refuse(change(zone, ["CREATE", { Name: "a.zone0002.example", Type: "TXT" }]), InvalidInput, "found none");
  await refuse(change("ZNOBODY", ["CREATE", there]), NoSuchHostedZone, "No hosted zone found with ID: ZNOBODY");
  await refuse(send(GetChangeCommand, { Id: "CNOBODY" }), NoSuchChange, "CNOBODY");
  const wrong = clientOf({ accessKeyId, secretAccessKey: "wrong" });
  const list = new ListHostedZonesByNameCommand({});
  await refuse(wrong.send(list), null, "does not match the signature you provided");
  const late = clientOf({ accessKeyId, secretAccessKey }, { systemClockOffset: -420_000 });
  await refuse(late.send(list), null, "Signature expired: ");
  assert.ok(Math.abs(late.config.systemClockOffset) < 60_000, "the client heals its clock by the Date header");
  await late.send(new ListHostedZonesByNameCommand({}));
  const nobody = clientOf({ accessKeyId: "ASIANOBODY", secretAccessKey, sessionToken: "none" });
  await refuse(nobody.send(list), null, "security token included in the request is invalid");
}

try {
  const zone = await serveZones();
  await serveSets(zone);
  await serveErrors(zone);
  console.log("@aws-sdk/client-route-53 listed, created, waited, changed and deleted on the fake");
} finally {
  client.destroy();
  fake.stdin.end();
}
