// What a run asks of its shell.
#pragma once

#include <string>
#include <vector>

#include "run/node_id.hpp"
#include "run/transport.hpp"
#include "wire/http.hpp"

namespace moa::run {

/// A call the run wants sent. The shell adds the key of `provider`.
struct CallRequest {
    CallId id = 0;
    std::string provider;
    NodeId node;
    wire::HttpRequest request;
};

/// What the run wants done, in this order: cancels first, then starts.
struct Effects {
    std::vector<CallId> cancel;
    std::vector<CallRequest> start;

    bool empty() const { return cancel.empty() && start.empty(); }
};

}  // namespace moa::run
