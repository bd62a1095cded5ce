module zonedump

go 1.19

require github.com/miekg/dns v1.1.62

require (
	golang.org/x/net v0.27.0 // indirect
	golang.org/x/sys v0.22.0 // indirect
)
