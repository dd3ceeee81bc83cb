// Trouble below HTTP: no connection, broken off before, in or behind the head, stalled anywhere.
#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

/// Between the last bytes and a reset: a client that was not quick enough would lose what it has not read.
/// Browsers on a busy machine took more than a quarter of a second.
constexpr Millis before_break_ms = 1000;

/// No head; `raw` is what a socket still gets of it.
std::function<void(TimedResponse&)> no_head(Ending ending, const std::string& failure,
                                            const std::string& raw = {}) {
    return [=](TimedResponse& response) {
        response.no_head = true;
        response.ending = ending;
        response.failure = failure;
        response.body.clear();
        response.end_at = response.head_at;
        if (raw.empty()) return;
        response.body.push_back({response.head_at, raw});
        response.end_at += before_break_ms;
    };
}

void break_at(TimedResponse& response, std::size_t place, Ending ending) {
    cut(response, place);
    response.ending = ending;
    response.end_at += before_break_ms;
    response.failure = "The connection to the simulated provider was lost.";
}

void stall_at(TimedResponse& response, std::size_t place) {
    cut(response, place);
    response.ending = Ending::never;
}

/// Behind the finish reason, in front of [DONE].
std::size_t before_done(const TimedResponse& response) {
    const bool has_done = !response.body.empty() && response.body.back().bytes == done_event;
    return response.body.size() - (has_done ? 1 : 0);
}

/// A comment every second and never a token, for longer than anybody waits.
void comment_for_ever(TimedResponse& response) {
    cut(response, first_text(response));
    constexpr Millis hour = 3'600'000;
    const Millis begin = response.end_at;
    for (Millis t = 1000; t <= hour; t += 1000)
        response.body.push_back({begin + t, ": PROCESSING\n\n"});
    response.end_at = begin + hour;
    response.ending = Ending::never;
}

Fault connection(std::string name, std::string description, std::function<void(TimedResponse&)> disturb) {
    return {std::move(name), std::move(description), FaultGroup::connection, std::move(disturb)};
}

}  // namespace

std::vector<Fault> connection_faults() {
    return {
        connection("refused", "No server listens at the address",
                   no_head(Ending::unreachable, "The connection was refused: no server is listening there.")),
        connection("no-such-host", "The host name cannot be resolved",
                   no_head(Ending::unreachable, "Could not resolve the host name.")),
        connection("tls", "No secure connection can be established",
                   no_head(Ending::unreachable, "TLS: could not establish a secure connection.")),
        connection("reset-before-head", "The connection is reset before the head",
                   no_head(Ending::broken, "The connection was lost.")),
        connection("closed-before-head", "The connection is closed without a response",
                   no_head(Ending::cut, "The connection was closed without a response.")),
        connection("reset-in-head", "The connection is reset in the middle of the head",
                   no_head(Ending::broken, "The connection was lost.", "HTTP/1.1 200 OK\r\ncontent-ty")),
        connection("not-http", "The server answers with something that is not HTTP",
                   no_head(Ending::cut, "The server does not speak HTTP.",
                           "SSH-2.0-OpenSSH_9.2p1\r\nProtocol mismatch.\r\n")),
        connection("reset-after-head", "The connection is reset after the head",
                   [](TimedResponse& response) { break_at(response, 0, Ending::broken); }),
        connection("reset-while-thinking", "The connection is reset before the first text",
                   [](TimedResponse& response) { break_at(response, first_text(response), Ending::broken); }),
        connection(
            "reset-mid-stream", "The connection is reset after half the text",
            [](TimedResponse& response) { break_at(response, second_half(response), Ending::broken); }),
        connection("cut-mid-stream", "The connection is closed after half the text, inside a chunk",
                   [](TimedResponse& response) { break_at(response, second_half(response), Ending::cut); }),
        connection(
            "reset-after-finish", "The connection is reset after the finish reason",
            [](TimedResponse& response) { break_at(response, before_done(response), Ending::broken); }),
        connection("reset-after-done", "The connection is reset after [DONE]",
                   [](TimedResponse& response) { break_at(response, response.body.size(), Ending::broken); }),
        connection("stall-before-head", "No head ever arrives; the connection stays open",
                   no_head(Ending::never, {})),
        connection("stall-after-head", "Nothing arrives after the head; the connection stays open",
                   [](TimedResponse& response) { stall_at(response, 0); }),
        connection("stall-mid-stream", "Nothing arrives after half the text; the connection stays open",
                   [](TimedResponse& response) { stall_at(response, second_half(response)); }),
        connection("stall-after-finish", "Neither [DONE] nor the end of the stream follows the finish reason",
                   [](TimedResponse& response) { stall_at(response, before_done(response)); }),
        connection("stall-after-done", "The connection stays open after [DONE]",
                   [](TimedResponse& response) { stall_at(response, response.body.size()); }),
        connection("comments-for-ever", "Comments every second and never a token", comment_for_ever),
    };
}

}  // namespace moa::simulate
