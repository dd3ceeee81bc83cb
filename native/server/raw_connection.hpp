// One accepted connection: HTTP/1.1 requests read within bounds, and bytes sent back.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "clock.hpp"
#include "wire/http.hpp"

namespace moa::server {

/// Milliseconds of the system's monotonic clock.
Millis monotonic_ms();

/// What a server takes from its clients.
struct Bounds {
    std::size_t connections = 512;  ///< served at one time
    /// Where one more comes: false lets it wait; true closes the one that has kept the server waiting
    /// longest.
    bool newest_first = false;
    std::size_t head_bytes = std::size_t{64} * 1024;
    std::size_t body_bytes = std::size_t{16} * 1024 * 1024;
    Millis head_ms = 30'000;  ///< from the moment a request is waited for until its head is whole
    Millis send_ms = 30'000;  ///< until a client takes more of what is sent to it
};

/// Used by one thread.
class RawConnection {
  public:
    /// Takes over the socket, but does not close it.
    RawConnection(int socket, const Bounds& bounds);
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    /// The next request without its body, with the target ("/v1/models") as its URL. Nothing when the client
    /// has gone, or for what `refusal` tells.
    std::optional<wire::HttpRequest> read_head();
    /// The next request with its body, whose length must be known.
    std::optional<wire::HttpRequest> read_request();
    /// The HTTP status that says why nothing was read; 0 when the client has closed or kept silent.
    int refusal() const { return refusal_; }

    /// False when the client is gone.
    bool send(std::string_view bytes) const;
    /// Waits until `deadline` (of `monotonic_ms`; no_time: for ever). False when the client closes or the
    /// server ends meanwhile.
    bool wait_until(Millis deadline) const;
    /// The end of this connection will be a reset (RST) instead of an orderly close.
    void reset_at_end() const;
    /// Says that nothing more comes, and takes a little of what is still on its way: closed with unread
    /// bytes, the client would lose the answer.
    void finish_sending();

  private:
    bool read_more(Millis deadline);
    std::nullopt_t refuse(int status);

    int socket_;
    const Bounds& bounds_;
    int refusal_ = 0;
    std::string received_;  ///< and not taken yet
};

/// Whether the client wants the connection closed after the answer.
bool wants_close(const wire::HttpRequest& request);

/// Whether a body comes after the head.
bool announces_body(const wire::HttpRequest& request);

}  // namespace moa::server
