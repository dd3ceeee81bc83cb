// The latency study: thousands of runs of the real engine in virtual time. Prints a line for each scenario,
// tab-separated: trouble, layers, proposers, strategy, median and 95th percentile of the time to the first
// token of the answer and of the whole answer in milliseconds, the share of runs with an answer, and the
// share of the last layer of proposers that the answer is built from.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <queue>
#include <string>
#include <vector>

#include "bench/latency/latency_model.hpp"
#include "json.hpp"
#include "run/run.hpp"

namespace moa::bench {
namespace {

/// Something a call does at a time.
struct Due {
    Millis at = 0;
    run::CallId call = 0;
    int part = 0;  ///< 0 head and first token, 1 the rest and the end

    bool operator>(const Due& other) const {
        return at != other.at ? at > other.at : call != other.call ? call > other.call : part > other.part;
    }
};

std::string event(const std::string& text) {
    return "data: " + dump_json(Json{{"choices", {{{"index", 0}, {"delta", {{"content", text}}}}}}}) + "\n\n";
}

/// One run with its network, both in virtual time.
class Play {
  public:
    Play(const Scenario& scenario, std::uint64_t seed)
        : scenario_(scenario), seed_(seed), run_(spec(scenario, seed), nullptr) {}

    const run::RunState& to_the_end() {
        take(run_.start(0));
        while (run_.state().running()) {
            const Millis wake = run_.next_wake();
            if (!due_.empty() && (wake == no_time || due_.top().at <= wake)) {
                const Due due = due_.top();
                due_.pop();
                now_ = std::max(now_, due.at);
                deliver(due);
            } else if (wake != no_time) {
                now_ = std::max(now_, wake);
                take(run_.on_tick(now_));
            } else {
                break;
            }
        }
        return run_.state();
    }

  private:
    static run::RunSpec spec(const Scenario& scenario, std::uint64_t seed) {
        run::RunSpec spec;
        spec.recipe = recipe_of(scenario);
        spec.messages = {{"user", "?"}};
        spec.providers = providers_of(scenario);
        spec.seed = seed;
        return spec;
    }

    void take(const run::Effects& effects) {
        for (const run::CallId id : effects.cancel)
            replies_.erase(id);
        for (const run::CallRequest& call : effects.start) {
            const auto body = parse_json(call.request.body);
            const std::string model(body ? find_string(*body, "model") : std::string_view());
            const int attempt = call.node.layer * 100 + ++attempts_[call.node];
            Reply reply = draw_reply(scenario_, model, seed_, attempt);
            due_.push({now_ + reply.first_token_ms, call.id, 0});
            due_.push({now_ + reply.end_ms, call.id, 1});
            replies_.emplace(call.id, std::move(reply));
            take(run_.on_connected(call.id, now_));
        }
    }

    void deliver(const Due& due) {
        const auto it = replies_.find(due.call);
        if (it == replies_.end()) return;
        const Reply reply = it->second;
        if (due.part == 0) {
            take(run_.on_head(due.call, {reply.refused ? 503 : 200, {{"content-type", "text/event-stream"}}},
                              now_));
            if (!reply.refused) take(run_.on_bytes(due.call, event(reply.text), now_));
        } else {
            replies_.erase(it);
            if (!reply.refused) take(run_.on_bytes(due.call, "data: [DONE]\n\n", now_));
            take(run_.on_end(due.call, {}, now_));
        }
    }

    Scenario scenario_;
    std::uint64_t seed_;
    run::Run run_;
    Millis now_ = 0;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::map<run::CallId, Reply> replies_;
    std::map<run::NodeId, int> attempts_;
};

/// Nearest rank.
Millis quantile(std::vector<Millis> values, double share) {
    if (values.empty()) return no_time;
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

struct Named {
    const char* name;
    Trouble trouble;
};
constexpr Named troubles[] = {{"none", Trouble::none},
                              {"straggler", Trouble::straggler},
                              {"failing", Trouble::failing},
                              {"both", Trouble::both}};

struct NamedStrategy {
    const char* name;
    Strategy strategy;
};
constexpr NamedStrategy strategies[] = {{"sequential", Strategy::sequential},
                                        {"barrier", Strategy::barrier},
                                        {"quorum", Strategy::quorum},
                                        {"deadline", Strategy::deadline},
                                        {"early_exit", Strategy::early_exit}};

/// Of the proposers whose answers the aggregator could have had.
double share_used(const run::RunState& state) {
    const int source = run::source_layer(state, static_cast<int>(state.layers.size()));
    const auto& nodes = state.layers[static_cast<std::size_t>(source) - 1];
    const auto used =
        std::count_if(nodes.begin(), nodes.end(), [](const run::Node& node) { return node.is_used(); });
    return static_cast<double>(used) / static_cast<double>(nodes.size());
}

void study(const Scenario& scenario, const char* trouble, const char* strategy, int runs) {
    std::vector<Millis> first;
    std::vector<Millis> whole;
    double used = 0;
    for (int i = 1; i <= runs; ++i) {
        Play play(scenario, static_cast<std::uint64_t>(i));
        const run::RunState& state = play.to_the_end();
        if (state.ttft_ms == no_time || state.status == run::RunStatus::failed) continue;
        first.push_back(state.ttft_ms);
        whole.push_back(state.total_ms);
        used += share_used(state);
    }
    std::printf("%s\t%d\t%d\t%s\t%lld\t%lld\t%lld\t%lld\t%.3f\t%.3f\n", trouble, scenario.layers,
                scenario.proposers, strategy, static_cast<long long>(quantile(first, 0.5)),
                static_cast<long long>(quantile(first, 0.95)), static_cast<long long>(quantile(whole, 0.5)),
                static_cast<long long>(quantile(whole, 0.95)), static_cast<double>(first.size()) / runs,
                used / std::max(1.0, static_cast<double>(first.size())));
}

}  // namespace
}  // namespace moa::bench

/// The number of runs for each scenario may be given; 400 without.
int main(int argc, char** argv) {
    const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : 400;
    using namespace moa::bench;
    for (const auto& [trouble_name, trouble] : troubles) {
        for (const int layers : {2, 3}) {
            for (const int proposers : {3, 6, 12}) {
                for (const auto& [strategy_name, strategy] : strategies)
                    study({layers, proposers, trouble, strategy}, trouble_name, strategy_name, runs);
            }
        }
    }
    return 0;
}
