// The transport port: what a shell supplies so that a run can talk HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "run/node_id.hpp"
#include "wire/http.hpp"

namespace moa::run {

/// One HTTP exchange. Never reused within a process.
using CallId = std::uint64_t;

struct Call {
    CallId id = 0;
    wire::HttpRequest request;
    /// The Authorization header, apart from the request so that nothing that writes requests down can hold a
    /// key.
    std::optional<wire::Header> authorization;
    NodeId node = {};  ///< whose answer this is to be; transports do not need it
    /// Further headers of the user's own for this provider, as secret as the key. The page sends none.
    wire::Headers own_headers;
};

/// How an exchange ended. HTTP error statuses are no transport failures: they deliver their body and end ok.
struct CallEnd {
    bool ok = true;
    Error failure;  ///< network, blocked_or_unreachable, ... when not ok
    /// The server closed a connection that was kept from an earlier exchange, before it had said anything: it
    /// was about to close it anyway, so the request is likely unread.
    bool stale_connection = false;
};

/// Receives what a transport delivers: at most one head, then bytes as they arrive (cut anywhere, also inside
/// a UTF-8 sequence), then exactly one end; nothing after the end, and nothing after `cancel`.
class TransportEvents {
  public:
    /// The connection is up and the request is on its way. Only from transports that report it.
    virtual void on_connected(CallId /*id*/) {}
    virtual void on_head(CallId id, const wire::ResponseHead& head) = 0;
    virtual void on_bytes(CallId id, std::string_view bytes) = 0;  ///< valid during the call only
    virtual void on_end(CallId id, const CallEnd& end) = 0;

  protected:
    ~TransportEvents() = default;
};

/// All functions and callbacks belong to the one thread that owns the core. `start` and `cancel` are legal
/// inside a callback; `start` never calls back before it has returned. No redirect is followed. Key and own
/// headers that a call was given do not come back, see mask_of.
class Transport {
  public:
    virtual void start(Call call, TransportEvents& events) = 0;
    /// Ends the exchange and closes its connection; no callback follows. Idempotent; unknown ids are ignored.
    virtual void cancel(CallId id) = 0;
    /// Whether this transport sees connections come up and calls on_connected. A browser does not tell; there
    /// the connect limit cannot be told from waiting for the first token, and does not apply.
    virtual bool reports_connection() const { return false; }

  protected:
    ~Transport() = default;
};

}  // namespace moa::run
