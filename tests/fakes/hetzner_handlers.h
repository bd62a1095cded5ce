// The operations of Hetzner's API, one function each; hetzner_routes.cpp says which path leads to
// which.
#pragma once

#include "fakes/hetzner_visit.h"

namespace dnsward::fake::hz {

// hetzner_zones.cpp
Answer list_zones(Visit& visit);
Answer create_zone(Visit& visit);
Answer get_zone(Visit& visit);
Answer update_zone(Visit& visit);
Answer delete_zone(Visit& visit);
Answer change_zone_ttl(Visit& visit);
Answer change_zone_protection(Visit& visit);
Answer change_primary_nameservers(Visit& visit);
Answer export_zonefile(Visit& visit);
Answer import_zonefile(Visit& visit);

// hetzner_rrsets.cpp
Answer list_rrsets(Visit& visit);
Answer create_rrset(Visit& visit);
Answer get_rrset(Visit& visit);
Answer update_rrset(Visit& visit);
Answer delete_rrset(Visit& visit);

// hetzner_rrset_actions.cpp
Answer set_records(Visit& visit);
Answer add_records(Visit& visit);
Answer remove_records(Visit& visit);
Answer update_records(Visit& visit);
Answer change_rrset_ttl(Visit& visit);
Answer change_rrset_protection(Visit& visit);

// hetzner_actions.cpp
Answer get_actions(Visit& visit);
Answer get_action(Visit& visit);
Answer list_actions(Visit& visit);
Answer list_zone_actions(Visit& visit);
Answer get_zone_action(Visit& visit);

}  // namespace dnsward::fake::hz
