// Who may ask a server on loopback: its own pages and this machine's user. Any site can send requests to it,
// and by naming it as its own address (DNS rebinding) could read the answers.
#pragma once

#include <optional>
#include <string>

#include "wire/http.hpp"

namespace moa::server {

/// Why a request is not answered.
struct Refusal {
    int status = 0;
    std::string reason;  ///< on the status line, in place of the status's usual words
};

/// Whether a request with a Host of another name, of another origin, or from another site's page is to be
/// refused; `port` is the server's own. A link on another site may lead here: nobody but the user reads what
/// a tab of its own shows.
std::optional<Refusal> refuse_strangers(const wire::HttpRequest& request, int port);

}  // namespace moa::server
