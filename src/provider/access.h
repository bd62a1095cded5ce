// Where an account's token and its API's base URL come from: the environment, never the file.
#pragma once

#include "base/environment.h"
#include "base/result.h"
#include "base/secret.h"
#include "provider/settings.h"

#include <string>
#include <string_view>

namespace dnsward {

/// "DNSWARD_MY_ACCOUNT_TOKEN" for the block "my-account" and "_TOKEN".
[[nodiscard]] std::string block_variable(std::string_view name, std::string_view ending);

/// The token of the block `name`: DNSWARD_NAME_TOKEN, DNSWARD_NAME_TOKEN_FILE,
/// $CREDENTIALS_DIRECTORY/NAME, then the API's own variables; first hit wins. Blanks and line feeds
/// around it are dropped. Errors are ErrorKind::credential: nothing is set (all places are named),
/// a variable that is set but empty, a file that can't be read, an octet that no header may hold.
[[nodiscard]] Result<Secret> find_token(std::string_view name, const ApiSpec& api,
                                        const Environment& environment);

/// The base URL without a final slash: DNSWARD_NAME_ENDPOINT, the API's own variables, else the
/// API's default. `http://` is for loopback addresses alone.
[[nodiscard]] Result<std::string> find_endpoint(std::string_view name, const ApiSpec& api,
                                                const Environment& environment);

/// `url` without its final slashes, if it may be an API's base URL; `from` says where it stands.
[[nodiscard]] Result<std::string> check_endpoint(std::string url, const std::string& from);

}  // namespace dnsward
