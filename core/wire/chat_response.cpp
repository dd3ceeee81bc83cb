#include "wire/chat_response.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ascii.hpp"
#include "wire/delta_document.hpp"
#include "wire/error_body.hpp"
#include "wire/error_text.hpp"
#include "wire/foreign_protocol.hpp"
#include "wire/retry_advice.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

/// An error body says what it has to say at its start; a proxy's page may be much longer.
constexpr std::size_t max_error_body_bytes = 64 * 1024;

/// A stream of which so many events after each other are no JSON is something else than chat completions.
constexpr int max_unreadable_in_a_row = 16;

/// Moves the whole UTF-8 sequences of `held` to `out`, the rest stays. Everything at the end of the response.
void move_text(std::string& held, std::string& out, bool at_end) {
    if (held.empty()) return;
    constexpr std::size_t half_surrogate_length = 3;
    const bool waits = held.find('\xED') != std::string::npos && join_surrogates(held, !at_end);
    const std::size_t whole = at_end  ? held.size()
                              : waits ? held.size() - half_surrogate_length
                                      : complete_utf8_prefix(held);
    append_valid_utf8(std::string_view(held).substr(0, whole), out);
    if (whole == held.size()) {
        held.clear();
    } else {
        held.erase(0, whole);
    }
}

/// A word that has not been brought to one of ours.
bool is_unknown_end(std::string_view reason) {
    return !reason.empty() && !is_clean_end(reason) && reason != "length" && reason != "content_filter" &&
           reason != "tool_calls" && reason != "error";
}

}  // namespace

ChatResponse::ChatResponse(std::size_t max_event_bytes)
    : decoder_(max_event_bytes, SseFields::with_error_line), max_body_bytes_(max_event_bytes) {}

void ChatResponse::on_head(const ResponseHead& head, std::optional<std::int64_t> utc_now_ms) {
    status_ = head.status;
    utc_now_ms_ = time_of_response(head.headers, utc_now_ms);
    coding_label_ = lower_case(trimmed(find_header(head.headers, "content-encoding")));
    location_ = find_header(head.headers, "location");
    const std::string_view type = find_header(head.headers, "content-type");
    content_type_ = lower_case(type.substr(0, type.find_first_of("; \t")));
    if (status_ != 0 && (status_ < 200 || status_ > 299)) form_ = Form::error_body;
}

/// What the body is, told by its first byte that is no white space. Labels err (proxies, servers that ignore
/// "stream"), and JSON and HTML start with bytes no event stream starts with; the label decides the rest.
ChatResponse::Form ChatResponse::form_of(char first_byte) const {
    if (first_byte == '{' || first_byte == '[' || first_byte == '<') return Form::document;
    if (content_type_ == "text/event-stream") return Form::stream;
    // "data", "event", "error", "id", "retry", a comment, or a byte order mark.
    constexpr std::string_view starts = "deir:\xEF";
    return starts.find(first_byte) != std::string_view::npos ? Form::stream : Form::document;
}

void ChatResponse::on_bytes(std::string_view bytes, ChatDelta& added) {
    if (done_ || error_) return;
    if (coding_.is_plain()) return take_plain(bytes, added);
    take_plain(coding_.take(bytes), added);
    if (!coding_.error() || error_ || done_) return;
    fail(*coding_.error(), added);
    hand_over(added, true);
}

void ChatResponse::take_plain(std::string_view bytes, ChatDelta& added) {
    if (bytes.empty()) return;
    const std::size_t opening_before = opening_.size();
    if (opening_.size() < opening_bytes) opening_.append(bytes.substr(0, opening_bytes - opening_.size()));
    if (form_ == Form::undecided) {
        const std::size_t first = bytes.find_first_not_of(" \t\r\n");
        if (first == std::string_view::npos) {
            if (body_.size() + bytes.size() <= max_body_bytes_) body_.append(bytes);
            return;
        }
        form_ = form_of(bytes[first]);
        if (form_ == Form::stream && !body_.empty()) {
            const std::string held = std::exchange(body_, {});
            decoder_.feed(held);
            read_events(added);
        }
    }
    if (form_ == Form::stream) {
        decoder_.feed(bytes);
        read_events(added);
        // What comes after the end of the answer says nothing about it, however the bytes were cut.
        if (done_)
            opening_.resize(std::min(opening_.size(), opening_before + bytes.size() - decoder_.unread()));
        return;
    }
    if (form_ == Form::error_body) {
        body_.append(bytes.substr(0, max_error_body_bytes - body_.size()));
        return;
    }
    if (body_.size() + bytes.size() > max_body_bytes_) {
        fail(Error{ErrorKind::event_too_large, status_,
                   "The response is larger than the limit of " + std::to_string(max_body_bytes_) + " bytes."},
             added);
        return;
    }
    body_.append(bytes);
}

void ChatResponse::read_events(ChatDelta& added) {
    for (bool more = true; more && !done_ && !error_;) {
        // Most events are one line of JSON, of which a single pass sees the end and the meaning.
        begin_event();
        const std::string_view ahead = decoder_.data_ahead();
        const std::size_t length = ahead.empty() ? 0 : scanner_.scan_ahead(ahead, scratch_);
        if (length > 0) {
            more = decoder_.skip(length);
        } else {
            const SseEvent* event = decoder_.next();
            if (event == nullptr) break;
            decode_chat_event(event->type, event->data, scratch_);
        }
        take_event(added);
    }
    if (decoder_.error() && !error_) fail(*decoder_.error(), added);
    hand_over(added, done_ || error_);
}

void ChatResponse::begin_event() {
    text_before_ = scratch_.text.size();
    reasoning_before_ = scratch_.reasoning.size();
    scratch_.choice = -1;
    scratch_.whole = false;
}

/// Leaves of the event's text what is the answer's and has not been said before.
void ChatResponse::take_new_text() {
    const bool has_text =
        scratch_.text.size() > text_before_ || scratch_.reasoning.size() > reasoning_before_;
    if (scratch_.choice >= 0 && scratch_.choice != scratch_.wanted_choice) {
        if (scratch_.wanted_choice < 0) {
            if (has_text) scratch_.wanted_choice = scratch_.choice;
        } else {
            scratch_.text.resize(text_before_);
            scratch_.reasoning.resize(reasoning_before_);
            scratch_.finish_reason.clear();
            return;
        }
    }
    if (!has_text) return;
    text_joiner_.take(scratch_.text, text_before_, scratch_.whole);
    reasoning_joiner_.take(scratch_.reasoning, reasoning_before_, scratch_.whole);
}

/// The first reasoning in a field of its own. What was said before is told apart without it, so that it makes
/// no difference whether both came at once.
void ChatResponse::note_reasoning(ChatDelta& added) {
    const std::string text = scratch_.text.substr(text_before_);
    const std::string reasoning = scratch_.reasoning.substr(reasoning_before_);
    scratch_.text.resize(text_before_);
    scratch_.reasoning.resize(reasoning_before_);
    hand_over(added, false);
    has_reasoning_ = true;
    scratch_.text += text;
    scratch_.reasoning += reasoning;
}

/// Takes over what the event said. A reason that is not a clean end stays, whatever follows it.
void ChatResponse::take_event(ChatDelta& added) {
    take_new_text();
    if (!has_reasoning_ && scratch_.reasoning.size() > reasoning_before_) note_reasoning(added);
    if (!scratch_.finish_reason.empty()) {
        if (finish_reason_.empty() || is_clean_end(finish_reason_) || !is_clean_end(scratch_.finish_reason))
            finish_reason_ = added.finish_reason = scratch_.finish_reason;
        scratch_.finish_reason.clear();
    }
    if (scratch_.aside) {
        if (!beside_) beside_ = std::move(scratch_.aside);
        scratch_.aside.reset();
    }
    if (scratch_.usage) {
        usage_ = added.usage = scratch_.usage;
        scratch_.usage.reset();
    }
    if (scratch_.cost) {
        cost_ = added.cost = scratch_.cost;
        scratch_.cost.reset();
    }
    if (scratch_.error) {
        take_error(added);
    } else {
        unreadable_in_a_row_ = 0;
        if (finish_reason_ == "error") {
            fail(Error{ErrorKind::server_error, status_, "The provider ended the answer with an error."},
                 added);
        }
    }
    if (scratch_.done) {
        done_ = added.done = true;
        if (finish_reason_.empty()) finish_reason_ = added.finish_reason = "stop";
        scratch_.done = false;
        if (gap_ && !error_) fail(*gap_, added);
    }
}

void ChatResponse::take_error(ChatDelta& added) {
    Error error = std::move(*scratch_.error);
    scratch_.error.reset();
    const bool words_only = std::exchange(scratch_.words_only, false);
    if (!std::exchange(scratch_.unreadable, false)) return fail(std::move(error), added);
    if (words_only) {
        if (!beside_) beside_ = std::move(error);
        return;
    }
    ++unreadable_events_;
    ++unreadable_in_a_row_;
    if (!gap_) {
        gap_ = std::move(error);
    } else {
        gap_->message = "The stream contained " + std::to_string(unreadable_events_) +
                        " unreadable events; the text before and after them is kept.";
    }
    if (unreadable_in_a_row_ == max_unreadable_in_a_row) fail(*gap_, added);
}

/// The text and reasoning of the events so far, as far as it is plain which is which.
void ChatResponse::hand_over(ChatDelta& added, bool at_end) {
    if (at_end) {
        text_joiner_.finish(scratch_.text);
        reasoning_joiner_.finish(scratch_.reasoning);
    } else if (scratch_.text.empty() && scratch_.reasoning.empty()) {
        return;
    }
    const std::size_t text_before = added.text.size();
    const std::size_t reasoning_before = added.reasoning.size();
    move_text(scratch_.reasoning, added.reasoning, at_end);
    piece_.clear();
    move_text(scratch_.text, piece_, at_end);
    const bool taken_back = think_block_.take(piece_, added.text, added.reasoning, has_reasoning_);
    if (taken_back) {
        added.reasoning.insert(reasoning_before, added.text, 0, text_before);
        added.text.erase(0, text_before);
        added.text_was_reasoning = true;
    }
    if (at_end) think_block_.finish(added.text, added.reasoning);
    has_content_ = has_content_ || taken_back || added.text.size() > text_before ||
                   added.reasoning.size() > reasoning_before;
}

void ChatResponse::fail(Error error, ChatDelta& added) {
    if (error.http_status == 0) error.http_status = status_;
    error_ = added.error = std::move(error);
}

void ChatResponse::on_end(ChatDelta& added) {
    if (!done_ && !error_) take_plain(coding_.finish(), added);
    if (form_ == Form::error_body && !error_) {
        const bool redirects = status_ >= 300 && status_ <= 399;
        if (!unreadable_coding(coding_label_, opening_).empty()) body_.clear();
        fail(redirects ? redirect_error(status_, location_)
                       : decode_error_response(status_, body_, utc_now_ms_),
             added);
        return;
    }
    if (!done_ && !error_) {
        if (form_ == Form::document) read_document(added);
        if (form_ == Form::stream) {
            if (const SseEvent* event = decoder_.unterminated()) {
                ChatDelta last;
                last.wanted_choice = scratch_.wanted_choice;
                decode_chat_event(event->type, event->data, last);
                // Half a JSON text is where the connection broke off, not a fault of its own.
                if (!last.unreadable) {
                    begin_event();
                    decode_chat_event(event->type, event->data, scratch_);
                    take_event(added);
                }
            }
        }
    }
    if (decoder_.error() && !error_) fail(*decoder_.error(), added);
    if (gap_ && !error_) fail(*gap_, added);
    hand_over(added, true);
    if (has_content_ || error_) return;
    fail(nothing_to_read(), added);
}

/// Why there is no answer, where nothing else has said it.
Error ChatResponse::nothing_to_read() const {
    if (const std::string_view coding = unreadable_coding(coding_label_, opening_); !coding.empty()) {
        return {ErrorKind::bad_response, status_,
                "The server compressed the response with " + std::string(coding) +
                    ", which was not requested and cannot be decoded."};
    }
    if (const std::string_view form = foreign_protocol(opening_); !form.empty()) {
        return {ErrorKind::bad_response, status_,
                "The server responds in the format of " + std::string(form) + ", not of chat completions."};
    }
    if (beside_) return *beside_;
    Error error = make_error(ErrorKind::empty_answer);
    if (finish_reason_ == "content_filter") error = make_error(ErrorKind::content_filter);
    if (finish_reason_ == "tool_calls") error.message = "The model called a tool instead of answering.";
    if (is_unknown_end(finish_reason_))
        error.message = "The provider ended the answer before it began (" + finish_reason_ + ").";
    return error;
}

/// A body that is no event stream: a whole completion, an error with status 200, or nothing of the kind.
void ChatResponse::read_document(ChatDelta& added) {
    if (is_html(body_)) return fail(web_page_error(status_, body_, "an answer"), added);
    begin_event();
    if (!decode_chat_document(body_, scratch_)) {
        if (read_lines(added)) return;
        if (!foreign_protocol(opening_).empty() || !unreadable_coding(coding_label_, opening_).empty())
            return fail(nothing_to_read(), added);
        const std::string words = clean_error_text(std::string_view(body_).substr(0, 120));
        fail(Error{ErrorKind::bad_response, status_, "The server sent neither a stream nor JSON: " + words},
             added);
        return;
    }
    take_event(added);
}

/// JSON line by line: a stream whose "data:" a server has left out. False, with nothing taken, where a line
/// is no object.
bool ChatResponse::read_lines(ChatDelta& added) {
    if (body_.find("\"choices\"") == std::string::npos) return false;  // another protocol's
    std::vector<std::string_view> lines;
    for (std::string_view rest = body_; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        if (!parse_lenient_json(line)) return false;
        lines.push_back(line);
    }
    for (const std::string_view line : lines) {
        if (done_ || error_) break;
        begin_event();
        decode_chat_event("message", line, scratch_);
        take_event(added);
    }
    return true;
}

}  // namespace moa::wire
