// Asks providers about their models from the command line, and remembers what they say.
#pragma once

#include <functional>

#include "native/cli/terminal/signals.hpp"
#include "native/transport/curl_transport.hpp"
#include "session/models/model_requests.hpp"
#include "simulate/transport.hpp"

namespace moa::cli {

class ModelQueries {
  public:
    /// Begins with what was kept. `signals` must outlive the queries.
    explicit ModelQueries(SignalScope& signals);

    const session::ModelBook& book() const { return book_; }
    session::ModelRequests& requests() { return requests_; }

    /// Until all is answered: `changed` after everything that could be seen to change, which may be empty.
    /// False when a stop signal ended it; what has been answered by then counts.
    bool wait(const std::function<void()>& changed);
    /// Writes down what is known. A failure is told as a note, and is no reason to fail.
    void keep() const;

  private:
    session::ModelBook book_;
    SignalScope& signals_;
    native::CurlTransport network_;
    simulate::SimulatedTransport simulated_;
    bool changed_ = false;
    session::ModelRequests requests_;
};

/// The date now, in seconds since 1970.
UtcSeconds utc_seconds();

}  // namespace moa::cli
