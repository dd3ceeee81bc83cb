// A pretend provider that speaks the real protocol: requests in, timed bytes out. No network, no clock, no
// randomness but the seed's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "wire/http.hpp"

namespace moa::simulate {

/// How fast the scripted models are. Each model varies around these by its own character.
struct Pace {
    Millis first_token_ms = 350;    ///< from request to first token
    double tokens_per_second = 90;  ///< 0: all tokens at once
    double jitter = 0.25;           ///< 0 to 1: how far delays stray, as a share of themselves
    std::uint64_t seed = 1;
    /// Every answer has exactly this many tokens and no reasoning: the script is repeated or cut. 0: as
    /// scripted.
    int answer_tokens = 0;
    /// As a model server at home reads its prompts before it answers; 0: in no time.
    double prompt_tokens_per_second = 0;
    /// Such a server works on so many calls at once and lets the others wait, which is its transport's to do;
    /// here it is what the server says of itself, as llama.cpp does (GET /props). 0: it is none.
    int slots = 0;
    /// The context it has loaded its models with: what is longer is cut without a word, and counted as cut.
    /// 0: any length.
    int context_tokens = 0;
    bool vary_by_model = true;  ///< off: every model keeps exactly to the figures above (benchmarks)
};

/// A part of a response body and when it is sent, in milliseconds from the request.
struct TimedBytes {
    Millis at = 0;
    std::string bytes;
};

/// How an exchange comes to its end.
enum class Ending {
    complete,     ///< in order
    broken,       ///< the connection is reset: after what was sent, or before the head when `no_head` is set
    cut,          ///< the same, but closed in order, where HTTP is not at an end
    unreachable,  ///< there never was a connection (nobody listens, no such name, no TLS); `no_head` is set
    never,        ///< nothing more comes, and the connection stays open until the caller gives up
};

struct TimedResponse {
    Millis head_at = 0;
    wire::ResponseHead head;
    std::vector<TimedBytes> body;  ///< in order of time
    Millis end_at = 0;
    Ending ending = Ending::complete;
    /// Not even a head is sent. A socket gets `body` as it stands then (half a head); without a head there
    /// are no bytes for a transport to deliver.
    bool no_head = false;
    std::string failure;            ///< what a transport says of an end that is not `complete`: one sentence
    bool readable_by_pages = true;  ///< whether a browser shows it to pages of other origins (CORS)
};

/// A model of the simulated provider.
struct SimulatedModel {
    std::string_view id;         ///< "sim/atlas-70b"
    std::string_view character;  ///< what sets its answers apart, in a few words
};

const std::vector<SimulatedModel>& simulated_models();

/// Answers one request as a chat-completions server would: POST .../chat/completions (stream true or false),
/// GET .../models, and proper errors for anything else (unknown path 404, unknown model 404, malformed body
/// 400). A model id may name a variant behind a colon ("sim/echo-8b:free"), which answers as the model does.
/// Any model id is accepted over HTTP when `any_model` is set. The same request, pace and `nonce` give the
/// same bytes at the same times. A request whose system message holds references is answered as an aggregator
/// would: with a synthesis of them.
TimedResponse respond(const wire::HttpRequest& request, const Pace& pace, std::uint64_t nonce,
                      bool any_model = false);

}  // namespace moa::simulate
