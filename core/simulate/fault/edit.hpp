// Tools to turn a good event stream into a faulty one. Every part of the body is one whole event until a
// fault cuts it otherwise. Inside fault/ only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json.hpp"
#include "simulate/provider.hpp"

namespace moa::simulate {

inline constexpr std::string_view done_event = "data: [DONE]\n\n";

bool is_event_stream(const TimedResponse& response);

std::string event_of(const Json& chunk);
/// The chunk of a part; nothing for [DONE] and for what is no chunk.
std::optional<Json> chunk_of(const TimedBytes& part);
/// The delta of a chunk's first choice, or nullptr.
Json* delta_of(Json& chunk);
/// The answer's text in a chunk; empty when it has none.
std::string text_of(Json& chunk);

/// Rewrites every chunk.
void edit_chunks(TimedResponse& response, const std::function<void(Json& chunk)>& edit);
/// Rewrites the chunks with the answer's text; `first` for the first of them.
void edit_text(TimedResponse& response, const std::function<void(Json& chunk, bool first)>& edit);
/// Rewrites the bytes of every event.
void edit_events(TimedResponse& response, const std::function<std::string(std::string event)>& edit);

/// Position of the first part with text of the answer; the number of parts when there is none.
std::size_t first_text(const TimedResponse& response);
/// Where the second half of the answer's text begins. With one piece of text: behind it.
std::size_t second_half(const TimedResponse& response);
/// Puts bytes in front of the part at `place`, at the time of the part before it.
void insert(TimedResponse& response, std::size_t place, std::string bytes);
/// Ends the body in front of the part at `place`, at the time of the last part that is left.
void cut(TimedResponse& response, std::size_t place);
/// Drops the parts that end an answer: the finish reason, usage and [DONE].
void drop_end(TimedResponse& response);
/// Everything from the part at `place` on comes `by` later.
void delay(TimedResponse& response, std::size_t place, Millis by);
/// Another body at the time of the head, in place of the whole.
void replace_body(TimedResponse& response, std::string_view content_type, std::string body);

}  // namespace moa::simulate
