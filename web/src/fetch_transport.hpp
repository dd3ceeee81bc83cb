// The page's transport: emscripten_fetch, streaming. One path for every Emscripten from 3.1.6 on;
// js/fetch_shim.js stands in where a version cannot stream by itself.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "run/transport.hpp"

namespace moa::web {

class FetchTransport final : public run::Transport {
  public:
    FetchTransport();
    ~FetchTransport();
    FetchTransport(const FetchTransport&) = delete;
    FetchTransport& operator=(const FetchTransport&) = delete;

    /// The exchange begins in a microtask, never inside a callback: Emscripten recycles the ids of ended
    /// requests, and a request begun in the callback of another would share its memory. (A timer would be
    /// late in a hidden tab.)
    void start(run::Call call, run::TransportEvents& events) override;
    void cancel(run::CallId id) override;

    /// Called after each callback to a run: the moment for the shell to look what has changed.
    std::function<void()> after_event;

  private:
    struct Exchange;
    struct Callbacks;
    /// Asks why a server on this machine cannot be read, and ends the call with what comes out.
    void ask_why(run::CallId id);
    void schedule_flush();
    /// Begins what was asked to start and closes what has ended.
    void flush();
    void retire(run::CallId id);

    std::set<std::string> answered_;  ///< origins whose answers this page was allowed to read
    std::map<run::CallId, std::unique_ptr<Exchange>> open_;
    std::vector<run::CallId> to_start_;
    std::vector<std::unique_ptr<Exchange>> to_close_;
    bool flush_scheduled_ = false;
};

}  // namespace moa::web
