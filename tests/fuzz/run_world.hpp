// The world around a run under fuzzing: a recipe, providers and a network, all made of the input's numbers,
// that keep the transport's contract, and a watch on the promises the run gives in return. Only what run.hpp
// offers to every shell is used.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/target.hpp"
#include "run/run.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::fuzz {

/// A call as the network sees it.
struct LiveCall {
    run::NodeId node;
    bool has_head = false;
    bool clean = true;         ///< a good status, and nothing but whole, valid events so far
    bool closed = false;       ///< [DONE] was written: text behind it counts no more
    std::string outbox;        ///< written by the server, not delivered yet
    std::string written_text;  ///< the answer in all events that were written
    std::string arrived_text;  ///< the answer in those that were delivered whole
    /// Texts on their way, each with how many bytes have been delivered when its event is whole.
    std::vector<std::pair<std::size_t, std::string>> on_the_way;
    std::size_t delivered = 0;
};

/// All nodes of a run, layer by layer.
std::vector<const run::Node*> nodes_of(const run::RunState& state);

class RunWorld final : public run::RunObserver {
  public:
    explicit RunWorld(Numbers& numbers);

    void start();
    /// One thing happens: bytes, an end, time, a wish of the user.
    void step();
    /// Nobody wishes anything more; the network goes on until all is over.
    void come_to_rest();
    /// The log and the events tell the same story as the state.
    void check_log();

    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override;

  private:
    LiveCall* pick();
    run::CallId id_of(const LiveCall& call) const;
    void take(const run::Effects& effects);
    void take_start(const run::CallRequest& call);
    void check();
    void check_end_status();
    void check_texts();

    void pass_time(Millis ms);
    void wake();
    void send_head(LiveCall& call);
    void write_event(LiveCall& call);
    void deliver(LiveCall& call, std::size_t most);
    void end(LiveCall& call, bool ok);
    void disturb_the_dead();
    void rerun();

    Numbers& numbers_;
    Millis now_ = 1000;
    std::string log_;
    session::RunLogWriter writer_;
    run::RunState shadow_;  ///< of the events alone
    std::uint64_t events_seen_ = 0;
    std::unique_ptr<run::Run> run_;
    std::map<run::CallId, LiveCall> live_;
    std::map<run::CallId, LiveCall> dead_;
    std::map<run::NodeId, run::CallId> latest_call_;  ///< of a node since it was last reset
    run::CallId latest_id_ = 0;
    int words_ = 0;
    bool was_stopped_ = false;
    int local_calls_at_once_ = 0;
};

}  // namespace moa::fuzz
