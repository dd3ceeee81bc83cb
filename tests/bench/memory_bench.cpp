// What a stream and a run hold in memory, counted at the allocator: prints `name<TAB>value` lines for the
// table.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

#include "run/run.hpp"

namespace {

std::size_t held = 0;
std::size_t peak = 0;

// Each block is preceded by its size, as far as any type wants to be aligned.
constexpr std::size_t header = alignof(std::max_align_t);

void* take(std::size_t size) {
    auto* const block = static_cast<std::byte*>(std::malloc(size + header));
    if (block == nullptr) std::abort();
    *reinterpret_cast<std::size_t*>(block) = size;
    held += size;
    peak = std::max(peak, held);
    return block + header;
}

void give_back(void* memory) {
    if (memory == nullptr) return;
    auto* const block = static_cast<std::byte*>(memory) - header;
    held -= *reinterpret_cast<std::size_t*>(block);
    std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
    return take(size);
}
void operator delete(void* memory) noexcept {
    give_back(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
    give_back(memory);
}

namespace {

using namespace moa;

const wire::ResponseHead stream_head{200, {{"content-type", "text/event-stream"}}};

std::string event_of(std::string_view text) {
    return R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":")" +
           std::string(text) + "\"}}]}\n\n";
}

/// The most that one decoder holds over a stream of 16 MB in events of all sizes up to a kilobyte, in KB.
/// What it hands out is given away at once.
double stream_peak_kb() {
    const std::size_t before = held;
    peak = held;
    wire::ChatResponse response;
    response.on_head(stream_head);
    wire::ChatDelta added;
    std::size_t sent = 0;
    for (std::size_t i = 0; sent < (std::size_t{16} << 20); ++i) {
        const std::string event = event_of(std::string(1 + i % 1024, 'x'));
        for (std::size_t at = 0; at < event.size(); at += 300) {
            response.on_bytes(std::string_view(event).substr(at, 300), added);
            added.clear();
        }
        sent += event.size();
    }
    return static_cast<double>(peak - before) / 1024;
}

struct RunMemory {
    double at_peak = 0;
    double at_end = 0;
};

/// What a run of six proposers and an aggregator, 64 KB each, holds beyond that text, as a multiple of it.
/// The requests count until they are handed to the transport.
RunMemory run_memory() {
    constexpr std::size_t answer_bytes = 64 * 1024;
    constexpr run::CallId proposers = 6;
    constexpr double text = (proposers + 1.0) * answer_bytes;
    mixture::Provider provider;
    provider.name = "local";
    provider.base_url = "http://127.0.0.1:1/v1";
    mixture::Agent agent;
    agent.provider = "local";
    agent.model = "model";
    mixture::Recipe recipe;
    recipe.layers.resize(2);
    recipe.layers[0].agents.assign(proposers, agent);
    recipe.layers[1].agents.push_back(agent);
    const std::string piece = event_of(std::string(64, 'x'));

    const std::size_t before = held;
    peak = held;
    run::Run run({recipe, {{"user", "What is it?"}}, {provider}, 1}, nullptr);
    (void)run.start(0);
    for (run::CallId id = 1; id <= proposers; ++id)
        (void)run.on_head(id, stream_head, 0);
    const auto stream = [&](run::CallId first, run::CallId last) {
        for (std::size_t i = 0; i < answer_bytes / 64; ++i) {
            for (run::CallId id = first; id <= last; ++id)
                (void)run.on_bytes(id, piece, 1);
        }
        for (run::CallId id = first; id <= last; ++id)
            (void)run.on_bytes(id, "data: [DONE]\n\n", 2);
    };
    stream(1, proposers);
    (void)run.on_head(proposers + 1, stream_head, 2);
    stream(proposers + 1, proposers + 1);
    if (run.state().answer().size() != answer_bytes) std::abort();
    const auto beyond = [&](std::size_t bytes) {
        return (static_cast<double>(bytes - before) - text) / text;
    };
    return {beyond(peak), beyond(held)};
}

}  // namespace

int main() {
    std::printf("memory.stream\t%.1f\n", stream_peak_kb());
    const RunMemory memory = run_memory();
    std::printf("memory.run.peak\t%.2f\n", memory.at_peak);
    std::printf("memory.run.end\t%.2f\n", memory.at_end);
}
