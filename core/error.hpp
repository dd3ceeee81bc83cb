// What can go wrong, as one table: kind, plain-language message, whether a retry can help, and what to do
// about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "clock.hpp"

namespace moa {

// X(kind, retryable, default message, hint for the user)
#define MOA_ERROR_TABLE(X)                                                                                  \
    X(invalid_input, false, "The input is not valid.", "Correct the named field and try again.")            \
    X(invalid_request, false, "The provider refused the request.",                                          \
      "Check this agent's parameters; the provider's message names the refused one.")                       \
    X(missing_key, false, "No API key is set for this provider.", "Add a key for this provider.")           \
    X(locked_key, false, "The saved key for this provider is locked.", "Unlock the saved keys.")            \
    X(wrong_key, false, "The provider did not accept the API key.", "Check the key, or create a new one.")  \
    X(no_credit, false, "The account has no credit left.", "Add credit to the account.")                    \
    X(forbidden, false, "The key may not use this model.", "Choose another model or another key.")          \
    X(model_gone, false, "The provider does not offer this model.", "Choose another model.")                \
    X(too_long, false, "The prompt is too long for this model.",                                            \
      "Shorten the question, use fewer proposers, or choose a model with a longer context.")                \
    X(rate_limited, true, "The provider's rate limit is reached.",                                          \
      "Wait a moment, then run this node again.")                                                           \
    X(overloaded, true, "The provider is overloaded.", "Wait a moment, then run this node again.")          \
    X(loading_model, true, "The server is loading its model.",                                              \
      "Wait until it is loaded, then run this node again.")                                                 \
    X(server_error, true, "The provider had an internal error.",                                            \
      "Run this node again, or choose another model.")                                                      \
    X(network, true, "The provider could not be reached.", "Check the network and the base URL.")           \
    X(blocked_or_unreachable, true, "The browser returned no response.",                                    \
      "Either the network failed, or the server does not allow this page (CORS); a wrong key can look the " \
      "same.")                                                                                              \
    X(not_allowed_here, false, "The server does not allow this page to use it (CORS).",                     \
      "Start the server so that it allows this page; its row in Providers has the command.")                \
    X(local_network_refused, false, "The browser does not let this page use the local network.",            \
      "Allow local network access in the browser's settings for this site.")                                \
    X(connect_timeout, true, "Connection timed out.",                                                       \
      "Check the base URL, or increase the connection timeout.")                                            \
    X(first_token_timeout, false, "No token arrived in time.",                                              \
      "Increase the first-token timeout, or choose a faster model.")                                        \
    X(idle_timeout, false, "The stream stalled.", "Run this node again, or increase the idle timeout.")     \
    X(total_timeout, false, "The answer took too long.",                                                    \
      "Increase the total timeout, or lower max. output tokens.")                                           \
    X(interrupted, false, "The stream ended before the answer was complete.", "Run this node again.")       \
    X(empty_answer, false, "The provider sent an empty answer.",                                            \
      "Run this node again, or choose another model.")                                                      \
    X(bad_response, false, "The provider's response could not be read.",                                    \
      "Check that the base URL is an OpenAI-compatible endpoint.")                                          \
    X(event_too_large, false, "One event of the stream is larger than the limit.",                          \
      "Check that the base URL is an OpenAI-compatible endpoint.")                                          \
    X(content_filter, false, "The provider's content filter ended the answer.", "Rephrase the question.")   \
    X(no_proposals, false, "No proposer of a layer answered.", "See the errors of the layer's nodes.")      \
    X(io, false, "A file could not be read or written.", "Check the path and its permissions.")             \
    X(cancelled, false, "Stopped.", "Run it again when you are ready.")

enum class ErrorKind {
#define MOA_ERROR_ENUM(kind, retryable, message, hint) kind,
    MOA_ERROR_TABLE(MOA_ERROR_ENUM)
#undef MOA_ERROR_ENUM
};

/// The kind's name as it stands in run logs, e.g. "rate_limited".
std::string_view error_name(ErrorKind kind);
/// The same in words: "rate limited".
std::string error_words(ErrorKind kind);
/// The kind with this name; `invalid_input` for an unknown one.
ErrorKind error_from_name(std::string_view name);
std::string_view default_message(ErrorKind kind);
/// One sentence on what the user can do.
std::string_view error_hint(ErrorKind kind);
/// Whether the same request may succeed a moment later, so that it is sent again without being asked for
/// (only ever before the first token), as far as the kind alone tells.
bool is_retryable(ErrorKind kind);

/// Waits that a provider asks for are waited for up to here; the official OpenAI client ignores longer ones,
/// too.
inline constexpr Millis longest_wait_ms = 60'000;

/// A failure as a value. It never holds a key.
struct Error {
    ErrorKind kind = ErrorKind::invalid_input;
    int http_status = 0;       ///< 0 when no HTTP response was involved
    std::string message = {};  ///< what failed, and where, as one sentence of ours
    std::string provider_words =
        {};  ///< what the provider said of it: plain text, cleaned of keys; may be empty
    std::optional<Millis> retry_after_ms =
        {};  ///< how long the provider asked to wait, counted from its answer
};

/// An Error with the kind's default message.
Error make_error(ErrorKind kind);

/// An Error of kind invalid_input: `message` says which input, and what is wrong with it.
Error invalid_input(std::string message);

/// What the user can do about this very error: the kind's hint, with the time to wait where the provider
/// named one, and that nobody waits that long where it is beyond longest_wait_ms.
std::string hint_of(const Error& error);

/// What failed and, in quotes, the provider's own words: `The provider's rate limit is reached. "Slow down."`
std::string describe(const Error& error);

}  // namespace moa
