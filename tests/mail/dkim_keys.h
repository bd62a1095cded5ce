// DKIM keys for tests: made for them with OpenSSL, their private halves thrown away.
#pragma once

#include <string_view>

namespace dkim_keys {

/// RSA 512 bits, SubjectPublicKeyInfo
inline constexpr std::string_view rsa_512 =
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAN7e97DJxkhIaOIT0Issxm5r8ubOprhpcOzCdxIOASChPauLEbmNhgFbjS"
    "YgX4w9QCJ6i32dIorI7inV7Tu49KUCAwEAAQ==";
/// the same key as RSAPublicKey
inline constexpr std::string_view rsa_512_bare =
    "MEgCQQDe3vewycZISGjiE9CLLMZua/Lmzqa4aXDswncSDgEgoT2rixG5jYYBW40mIF+MPUAieot9nSKKyO4p1e07uP"
    "SlAgMBAAE=";
/// RSA 768 bits, SubjectPublicKeyInfo
inline constexpr std::string_view rsa_768 =
    "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANKW/stv4dBjb957zVB8F8teIbl+4EJlM6CzFCcbdCiH7VTcE042qbS+Cf"
    "l0VPq2xkgYPdNcTw1ozHWbjMuR4Mo3wWqxx4NYnKzPIB1OCzAteC5p+q6yMAKSeNt3zvcLoQIDAQAB";
/// the same key as RSAPublicKey
inline constexpr std::string_view rsa_768_bare =
    "MGgCYQDSlv7Lb+HQY2/ee81QfBfLXiG5fuBCZTOgsxQnG3Qoh+1U3BNONqm0vgn5dFT6tsZIGD3TXE8NaMx1m4zLke"
    "DKN8FqsceDWJyszyAdTgswLXguafqusjACknjbd873C6ECAwEAAQ==";
/// RSA 1024 bits, SubjectPublicKeyInfo
inline constexpr std::string_view rsa_1024 =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8TDx3UJZ3NCChyN0lBBdpLAjo8Dps3Aj0NAyoVsIuq9qV1lLV1N"
    "rgQfKtyr6/emLMIPZ//Vp1X22r2zS3bXgZASmtCQ2la84UO5/Nw0NQj/ATmTO2Oy7g9ZZyVw7eRncUlH7rk9yZD62f"
    "GV39Cb++wzlF/atc5ZtCWhiYIBgJKQIDAQAB";
/// the same key as RSAPublicKey
inline constexpr std::string_view rsa_1024_bare =
    "MIGJAoGBALxMPHdQlnc0IKHI3SUEF2ksCOjwOmzcCPQ0DKhWwi6r2pXWUtXU2uBB8q3Kvr96Yswg9n/9WnVfbavbNL"
    "dteBkBKa0JDaVrzhQ7n83DQ1CP8BOZM7Y7LuD1lnJXDt5GdxSUfuuT3JkPrZ8ZXf0Jv77DOUX9q1zlm0JaGJggGAkp"
    "AgMBAAE=";
/// RSA 1536 bits, SubjectPublicKeyInfo
inline constexpr std::string_view rsa_1536 =
    "MIHfMA0GCSqGSIb3DQEBAQUAA4HNADCByQKBwQDdMAJIxf6XHe2OdFWQhznD1CpVc1ymPSwbKXJhqqGN8o3KUoeJJs"
    "JqawdtPmomzXnGYeXQe9Lq30FwwoK0F+KP3KRJ9PemcPOkzg380B7rGXCTTeUxhDyoovT7kQJu78bUo6LgVbEsvXzP"
    "6hj2nYYZoRQ4U8Xsn9Y/Awe7bYZeEe7r/8gdTM6eeoITdm+U1UaT3ukRomM+L9aa7Q6x7cGug3Z/ujSeKqZk+ls1DR"
    "iPKunVzFsRdSK7HVrqcccPPk8CAwEAAQ==";
/// RSA 2048 bits, SubjectPublicKeyInfo
inline constexpr std::string_view rsa_2048 =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzaDxLu8xBbXDzoBojeBSKKaLrUKxH5SVWw9BZiaQD/3q3E"
    "TN1ovwU/5vmWewN/rIxAqFM9RZxFfCdX0fti7cEYY+4P1U0agL9srUXkAV7JgM9e9IZKG/Nq6KTpUr4s9WtS7zA1eV"
    "uOUAdUf2TSCDrQhi+fQ2hX+h3gdf3UanInSVY0KbH1GS0gsis7caGawxgLPORLteAdAekVJitTRpO5nliQta6iZgej"
    "Snm09BhHviJohY/YceFzEYmRF2KlYWXmR1en5kF4noWlaGUGeZbPrKr04nCoaKMlj5RaT16A7QulJiVAHNQ+MhkvQq"
    "zcgGO9pLmpPVdRRqJAXcOM1LdQIDAQAB";
/// the same key as RSAPublicKey
inline constexpr std::string_view rsa_2048_bare =
    "MIIBCgKCAQEAzaDxLu8xBbXDzoBojeBSKKaLrUKxH5SVWw9BZiaQD/3q3ETN1ovwU/5vmWewN/rIxAqFM9RZxFfCdX"
    "0fti7cEYY+4P1U0agL9srUXkAV7JgM9e9IZKG/Nq6KTpUr4s9WtS7zA1eVuOUAdUf2TSCDrQhi+fQ2hX+h3gdf3Uan"
    "InSVY0KbH1GS0gsis7caGawxgLPORLteAdAekVJitTRpO5nliQta6iZgejSnm09BhHviJohY/YceFzEYmRF2KlYWXm"
    "R1en5kF4noWlaGUGeZbPrKr04nCoaKMlj5RaT16A7QulJiVAHNQ+MhkvQqzcgGO9pLmpPVdRRqJAXcOM1LdQIDAQAB";
/// RSA 4096 bits, SubjectPublicKeyInfo
inline constexpr std::string_view rsa_4096 =
    "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAtrGmA4Q3IjKICgBpgHKuiM+9IY75ynOJE6s/zzj6N5T8QO"
    "Ntpbn0hTuK/INF7hohL0KV4mPgUZd0nv8P1vOkO1Z4r6cAlGPYC51pXdOlPqLCi6snxjLrv5kiW/0EK1sohoQjDBxP"
    "p4PSargpUawntN34tgdj5rNGlfepvc/wY0Nok7q9KdY5vXUQb9UeNkxfaWAR9B0WacmPuB7jm+EpKJoTpMZrDHGoPL"
    "K/jRFrmw6L3XGvkauNG10/BshLCZvelzwysOEXgbrDiaWhy2vkzsxo/CCPKiblKNxVSxpu3ncjr/LsRO2OO9dlk7Pd"
    "7dG5+aXL/4PQrlSdTq9isqaZ62ClV5eiuIWJowuXcJYYAok8qq2aOD7gHW86/RjdxtFJ+8KYtBad/JVpgebWvXQ/fR"
    "WeiKUvGjLUbQCNX4T/EkkHB+zBHVDRrKe9xWBpmGC54eaXErLeMQV8DcCyVFincO9RsOuFQ71i0ixHL+qgH1PqMk5C"
    "EQcTOB1VHyRUAeu41LsLK07qfBb+lMQQulEUHTt5kvg4ymnhgReAQ1VOgGuLseib+g6/gFyXlyjDcrMfig2PfkLHn4"
    "Twj5niDcYvUMm/if8JlMC/pmbwDvWH9qa0t5ilaGLuOTb0hJjGBPu4uPzfG+JzWbO50yGjBHAR51JkS2KDDyJ+KCWG"
    "U0fl1GUCAwEAAQ==";
/// the same key as RSAPublicKey
inline constexpr std::string_view rsa_4096_bare =
    "MIICCgKCAgEAtrGmA4Q3IjKICgBpgHKuiM+9IY75ynOJE6s/zzj6N5T8QONtpbn0hTuK/INF7hohL0KV4mPgUZd0nv"
    "8P1vOkO1Z4r6cAlGPYC51pXdOlPqLCi6snxjLrv5kiW/0EK1sohoQjDBxPp4PSargpUawntN34tgdj5rNGlfepvc/w"
    "Y0Nok7q9KdY5vXUQb9UeNkxfaWAR9B0WacmPuB7jm+EpKJoTpMZrDHGoPLK/jRFrmw6L3XGvkauNG10/BshLCZvelz"
    "wysOEXgbrDiaWhy2vkzsxo/CCPKiblKNxVSxpu3ncjr/LsRO2OO9dlk7Pd7dG5+aXL/4PQrlSdTq9isqaZ62ClV5ei"
    "uIWJowuXcJYYAok8qq2aOD7gHW86/RjdxtFJ+8KYtBad/JVpgebWvXQ/fRWeiKUvGjLUbQCNX4T/EkkHB+zBHVDRrK"
    "e9xWBpmGC54eaXErLeMQV8DcCyVFincO9RsOuFQ71i0ixHL+qgH1PqMk5CEQcTOB1VHyRUAeu41LsLK07qfBb+lMQQ"
    "ulEUHTt5kvg4ymnhgReAQ1VOgGuLseib+g6/gFyXlyjDcrMfig2PfkLHn4Twj5niDcYvUMm/if8JlMC/pmbwDvWH9q"
    "a0t5ilaGLuOTb0hJjGBPu4uPzfG+JzWbO50yGjBHAR51JkS2KDDyJ+KCWGU0fl1GUCAwEAAQ==";
/// RSA 8192 bits
inline constexpr std::string_view rsa_8192 =
    "MIIEIjANBgkqhkiG9w0BAQEFAAOCBA8AMIIECgKCBAEAmH/6MdVQUW3ggJEAyIDgZAPp5URCyw8ImothHU2+vHIhNL"
    "X+N0S5hUdoyRKtbrO9OGYdZX+hbTdulVWIdaWB49vRyH/69A0jdMOKzhu0jxhQJpEYTYblIRfpJ6qZxmE/20ObejFZ"
    "G2YX3IyqpkfeDiRg0I2b75ztIe6JqirIuH4WErwFIM3BapE+ADsFxJFDqpiwmeweUkTY5iwmlAH/PXcQY3CR9B1OJw"
    "bBuzOwLA7lS1O7rtEdzE1kyg8A+hVYKuH9fP78BlArwPvlJeFjidSaL18F/u0ZQwu5IpFrkb9Y6lSz9CZdkFYnNf8y"
    "noPRJ0tOfH7rIIiESc/fTT6bjHPQziA43l6hmSMdqYYueRLcl31/jhX5w0FEQ4mr5Ox47S0s/4nKm811TltKFgtzei"
    "WWTZdfqAw8mRSrBD50FT+ny2KwL7yS7UAaLES+Twd1FMX+NWLg/QModLrSyDyU/YnxhtJxmrRuDkYtTRL9cgNhf7R3"
    "AFvvfun7SiOE61RvHgFTf74p7XyEc3A3Qb9flNXBN9bvXb06YpabfiHkduyr0FnsezgZLo2Kcxbg12PRNHWsjhisMT"
    "m2q/ijzaMMipeueH58OgKlVL7zOXQZcHjqaU2R9hZ2EmjHv/5417OzLJ6mhp2sEkUljJolPLOBG2T8eknCYKErlqv0"
    "ApgEIaJD8z6NRa1wl7wvuuXsgL5ofkcqcarhmU9rQsOKHWwou8YD89jcF9PfvQxUP8BrdV/ElKu4oTAlVyD8lJV2vs"
    "IezuBHkJYMDiTurh7GJwWDUsTczqB1EM+aCfdn20l/a48sspRsgnnFiTOR8a2oeKY7A3qaXogKST3XUu0Zg9a8TezV"
    "ou7MLqaGFMaDtVyPRVKj3s/wlHyeowyLMmFA7BVVcIki9H4dtSD7AHlCiaFHIIabl8c13Z/k9v3kAVMdMzNL2TONvV"
    "daYfDl+GgWbmCkkyYK8RFZRxnnEV5AOu/WB3e+JwKvnd71D1VsEiC6ojkyTnRGh2BIn6Y9wh8a+w1T4FLpwzKyb+/u"
    "7PQEZU6MfYKBTjlxTs/NKjPYLYl1M+W2xyJzTp8oS0cMdSMCeHZQwOMxngtUCw1IFwOdSlcYM5GjDWmV3046GYS8Bc"
    "ByUi8J5Xq0k7KbnNme2uLf+IotjzSqDuau68v5o4TxW5FSrPlBy6Ruj+M/tiqfA2VCWUGkEMtaK5bJTebgRMfQbY2O"
    "+VhoCuSKxxtKW2ATog/ERzHefekorw/eX3hDsQzsaAw/HkOZnO5pZDEO9E2JLCIvYWd38VnPE1xWvvLT87Aje+OrZ9"
    "Wv6H8oK5rAvi2OrRQC2fj2LQeI06+5ECCYFz1wCRwHubp9M5oGOsQm1kvAcwIDAQAB";
/// the bare 32 octets of RFC 8463
inline constexpr std::string_view ed25519 = "fwPpXFS1z1KHRAfy86NTOWP41PXIu0ZcKsW/XcSCWCc=";
/// the same key in a SubjectPublicKeyInfo
inline constexpr std::string_view ed25519_spki =
    "MCowBQYDK2VwAyEAfwPpXFS1z1KHRAfy86NTOWP41PXIu0ZcKsW/XcSCWCc=";
/// an elliptic curve key, which DKIM does not know
inline constexpr std::string_view ec_p256 =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEtRvxOkTnPXA1KGLFOYmKSpKQGNRv3i2Jk62CTdPaRpfIoX5JwVSYQ2"
    "EDnm1HurQapUv6Bzi7h/O4mF1DuL6tUA==";
/// the modulus of rsa_1024 with a bad exponent
inline constexpr std::string_view exponent_1 =
    "MIGdMA0GCSqGSIb3DQEBAQUAA4GLADCBhwKBgQC8TDx3UJZ3NCChyN0lBBdpLAjo8Dps3Aj0NAyoVsIuq9qV1lLV1N"
    "rgQfKtyr6/emLMIPZ//Vp1X22r2zS3bXgZASmtCQ2la84UO5/Nw0NQj/ATmTO2Oy7g9ZZyVw7eRncUlH7rk9yZD62f"
    "GV39Cb++wzlF/atc5ZtCWhiYIBgJKQIBAQ==";
/// the same, even
inline constexpr std::string_view exponent_even =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8TDx3UJZ3NCChyN0lBBdpLAjo8Dps3Aj0NAyoVsIuq9qV1lLV1N"
    "rgQfKtyr6/emLMIPZ//Vp1X22r2zS3bXgZASmtCQ2la84UO5/Nw0NQj/ATmTO2Oy7g9ZZyVw7eRncUlH7rk9yZD62f"
    "GV39Cb++wzlF/atc5ZtCWhiYIBgJKQIDAQAA";
/// an even modulus
inline constexpr std::string_view modulus_even =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8TDx3UJZ3NCChyN0lBBdpLAjo8Dps3Aj0NAyoVsIuq9qV1lLV1N"
    "rgQfKtyr6/emLMIPZ//Vp1X22r2zS3bXgZASmtCQ2la84UO5/Nw0NQj/ATmTO2Oy7g9ZZyVw7eRncUlH7rk9yZD62f"
    "GV39Cb++wzlF/atc5ZtCWhiYIBgJKAIDAQAB";
/// no NULL in the AlgorithmIdentifier
inline constexpr std::string_view without_null =
    "MIGdMAsGCSqGSIb3DQEBAQOBjQAwgYkCgYEAvEw8d1CWdzQgocjdJQQXaSwI6PA6bNwI9DQMqFbCLqvaldZS1dTa4E"
    "Hyrcq+v3pizCD2f/1adV9tq9s0t214GQEprQkNpWvOFDufzcNDUI/wE5kztjsu4PWWclcO3kZ3FJR+65PcmQ+tnxld"
    "/Qm/vsM5Rf2rXOWbQloYmCAYCSkCAwEAAQ==";
/// a length in more octets than needed
inline constexpr std::string_view long_length =
    "MIIAnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAvEw8d1CWdzQgocjdJQQXaSwI6PA6bNwI9DQMqFbCLqvaldZS1d"
    "Ta4EHyrcq+v3pizCD2f/1adV9tq9s0t214GQEprQkNpWvOFDufzcNDUI/wE5kztjsu4PWWclcO3kZ3FJR+65PcmQ+t"
    "nxld/Qm/vsM5Rf2rXOWbQloYmCAYCSkCAwEAAQ==";
/// a third element in RSAPublicKey
inline constexpr std::string_view inner_surplus =
    "MIGhMA0GCSqGSIb3DQEBAQUAA4GPADCBiwKBgQC8TDx3UJZ3NCChyN0lBBdpLAjo8Dps3Aj0NAyoVsIuq9qV1lLV1N"
    "rgQfKtyr6/emLMIPZ//Vp1X22r2zS3bXgZASmtCQ2la84UO5/Nw0NQj/ATmTO2Oy7g9ZZyVw7eRncUlH7rk9yZD62f"
    "GV39Cb++wzlF/atc5ZtCWhiYIBgJKQIDAQABBQA=";
/// octets after RSAPublicKey
inline constexpr std::string_view bit_string_surplus =
    "MIGhMA0GCSqGSIb3DQEBAQUAA4GPADCBiQKBgQC8TDx3UJZ3NCChyN0lBBdpLAjo8Dps3Aj0NAyoVsIuq9qV1lLV1N"
    "rgQfKtyr6/emLMIPZ//Vp1X22r2zS3bXgZASmtCQ2la84UO5/Nw0NQj/ATmTO2Oy7g9ZZyVw7eRncUlH7rk9yZD62f"
    "GV39Cb++wzlF/atc5ZtCWhiYIBgJKQIDAQABBQA=";
/// a modulus without its leading zero octet
inline constexpr std::string_view negative =
    "MIGIAoGAvEw8d1CWdzQgocjdJQQXaSwI6PA6bNwI9DQMqFbCLqvaldZS1dTa4EHyrcq+v3pizCD2f/1adV9tq9s0t2"
    "14GQEprQkNpWvOFDufzcNDUI/wE5kztjsu4PWWclcO3kZ3FJR+65PcmQ+tnxld/Qm/vsM5Rf2rXOWbQloYmCAYCSkC"
    "AwEAAQ==";

/// Brevo's key of the support page that dnsward began with: one for all of its customers.
inline constexpr std::string_view brevo =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBks"
    "wsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcab"
    "IISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB";

}  // namespace dkim_keys
