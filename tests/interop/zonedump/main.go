// Prints the TXT, CNAME and MX records of a zone file as JSON, as miekg/dns reads them.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/miekg/dns"
)

type record struct {
	Owner string `json:"owner"`
	Type  string `json:"type"`
	TTL   uint32 `json:"ttl"`
	Value string `json:"value"` // TXT: base64 of the joined octets
}

// octets undoes presentation escapes, which miekg/dns leaves in TXT strings.
func octets(text string) []byte {
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out = append(out, text[i])
			continue
		}
		i++
		if i+2 < len(text) && text[i] >= '0' && text[i] <= '9' {
			out = append(out, (text[i]-'0')*100+(text[i+1]-'0')*10+(text[i+2]-'0'))
			i += 2
		} else {
			out = append(out, text[i])
		}
	}
	return out
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: zonedump ORIGIN FILE")
		os.Exit(64)
	}
	file, err := os.Open(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer file.Close()
	records := []record{}
	parser := dns.NewZoneParser(file, os.Args[1]+".", os.Args[2])
	for rr, more := parser.Next(); more; rr, more = parser.Next() {
		header := rr.Header()
		one := record{Owner: strings.ToLower(header.Name), Type: dns.TypeToString[header.Rrtype], TTL: header.Ttl}
		switch typed := rr.(type) {
		case *dns.TXT:
			one.Value = base64.StdEncoding.EncodeToString(octets(strings.Join(typed.Txt, "")))
		case *dns.CNAME:
			one.Value = strings.ToLower(typed.Target)
		case *dns.MX:
			one.Value = fmt.Sprintf("%d %s", typed.Preference, strings.ToLower(typed.Mx))
		default:
			continue
		}
		records = append(records, one)
	}
	if err := parser.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(records)
}
