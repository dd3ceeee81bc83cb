#include "bench/events_bench.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "run/run.hpp"

namespace moa::bench {
namespace {

using Clock = std::chrono::steady_clock;

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

run::Run make_run(int proposers) {
    mixture::Provider provider;
    provider.name = "local";
    provider.base_url = "http://127.0.0.1:1/v1";
    mixture::Agent agent;
    agent.provider = "local";
    agent.model = "model";
    mixture::Recipe recipe;
    mixture::Layer first;
    first.agents.assign(static_cast<std::size_t>(proposers), agent);
    mixture::Layer last;
    last.agents.push_back(agent);
    recipe.layers = {first, last};
    return run::Run({recipe, {{"user", "What is it?"}}, {provider}, 1}, nullptr);
}

const wire::ResponseHead stream_head{200, {{"content-type", "text/event-stream"}}};

}  // namespace

namespace {

/// Median over blocks of events.
double event_series_ns(const Stream& stream) {
    constexpr std::size_t block = 500;
    std::vector<double> costs;
    for (int round = 0; round < 20; ++round) {
        run::Run run = make_run(1);
        (void)run.start(0);
        (void)run.on_head(1, stream_head, 0);
        for (std::size_t i = 0; i + block <= stream.events.size(); i += block) {
            const auto begin = Clock::now();
            for (std::size_t j = i; j < i + block; ++j)
                (void)run.on_bytes(1, stream.events[j], 1);
            const std::chrono::duration<double, std::nano> span = Clock::now() - begin;
            costs.push_back(span.count() / static_cast<double>(block));
        }
    }
    return median(std::move(costs));
}

}  // namespace

double event_cost_ns(const Stream& stream) {
    // Whole stretches pass at half the speed where processors are shared: the quietest of five series counts.
    double best = event_series_ns(stream);
    for (int series = 1; series < 5; ++series)
        best = std::min(best, event_series_ns(stream));
    return best;
}

double handover_us() {
    constexpr int proposers = 6;
    const std::string proposal =
        R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(4096, 'x') + "\"}}]}\n\n";
    const std::string ending = "data: [DONE]\n\n";
    std::vector<double> costs;
    for (int round = 0; round < 200; ++round) {
        run::Run run = make_run(proposers);
        (void)run.start(0);
        for (run::CallId id = 1; id <= proposers; ++id) {
            (void)run.on_head(id, stream_head, 0);
            (void)run.on_bytes(id, proposal, 1);
        }
        for (run::CallId id = 1; id < proposers; ++id)
            (void)run.on_bytes(id, ending, 2);
        const auto begin = Clock::now();
        const run::Effects effects = run.on_bytes(proposers, ending, 2);
        const std::chrono::duration<double, std::micro> span = Clock::now() - begin;
        if (effects.start.size() == 1) costs.push_back(span.count());
    }
    return median(std::move(costs));
}

double long_line_byte_ns(std::size_t size) {
    // In blocks, so that being put aside by the system for a moment spoils few of them.
    constexpr std::size_t piece = 4;
    constexpr std::size_t block = 1024 * piece;
    const std::string event =
        R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(size, 'x') + "\"}}]}\n\n";
    std::vector<double> costs;
    for (int round = 0; round < 15; ++round) {
        run::Run run = make_run(1);
        (void)run.start(0);
        (void)run.on_head(1, stream_head, 0);
        for (std::size_t from = 0; from + block <= size; from += block) {
            const auto begin = Clock::now();
            for (std::size_t at = from; at < from + block; at += piece)
                (void)run.on_bytes(1, std::string_view(event).substr(at, piece), 1);
            const std::chrono::duration<double, std::nano> span = Clock::now() - begin;
            costs.push_back(span.count() / static_cast<double>(block));
        }
    }
    return median(std::move(costs));
}

}  // namespace moa::bench
