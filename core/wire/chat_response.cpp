#include "wire/chat_response.hpp"

#include <utility>

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
    const std::size_t whole = at_end ? held.size() : complete_utf8_prefix(held);
    append_valid_utf8(std::string_view(held).substr(0, whole), out);
    if (whole == held.size()) {
        held.clear();
    } else {
        held.erase(0, whole);
    }
}

}  // namespace

ChatResponse::ChatResponse(std::size_t max_event_bytes)
    : decoder_(max_event_bytes, SseFields::with_error_line), max_body_bytes_(max_event_bytes) {}

void ChatResponse::on_head(const ResponseHead& head, std::optional<std::int64_t> utc_now_ms) {
    status_ = head.status;
    utc_now_ms_ = time_of_response(head.headers, utc_now_ms);
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
    hand_over(added, done_ || error_);
    if (decoder_.error() && !error_) fail(*decoder_.error(), added);
}

/// Takes over what the event said, all but its text.
void ChatResponse::take_event(ChatDelta& added) {
    if (!scratch_.finish_reason.empty()) {
        finish_reason_ = added.finish_reason = scratch_.finish_reason;
        scratch_.finish_reason.clear();
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
    if (!std::exchange(scratch_.unreadable, false)) return fail(std::move(error), added);
    ++unreadable_events_;
    ++unreadable_in_a_row_;
    if (!gap_) {
        gap_ = std::move(error);
    } else {
        gap_->message = "The stream held " + std::to_string(unreadable_events_) +
                        " events that are not JSON; what came before and after them is kept.";
    }
    if (unreadable_in_a_row_ == max_unreadable_in_a_row) fail(*gap_, added);
}

/// The text and reasoning of the events so far, as far as it is plain which is which.
void ChatResponse::hand_over(ChatDelta& added, bool at_end) {
    if (scratch_.text.empty() && scratch_.reasoning.empty() && !at_end) return;
    const std::size_t before = added.text.size() + added.reasoning.size();
    move_text(scratch_.reasoning, added.reasoning, at_end);
    if (think_block_.is_past()) {
        move_text(scratch_.text, added.text, at_end);
    } else {
        std::string piece;
        move_text(scratch_.text, piece, at_end);
        think_block_.take(piece, added.text, added.reasoning);
        if (at_end) think_block_.finish(added.text, added.reasoning);
    }
    has_content_ = has_content_ || added.text.size() + added.reasoning.size() > before;
}

void ChatResponse::fail(Error error, ChatDelta& added) {
    if (error.http_status == 0) error.http_status = status_;
    error_ = added.error = std::move(error);
}

void ChatResponse::on_end(ChatDelta& added) {
    if (form_ == Form::error_body && !error_) {
        const bool redirects = status_ >= 300 && status_ <= 399;
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
                decode_chat_event(event->type, event->data, last);
                // Half a JSON text is where the connection broke off, not a fault of its own.
                if (!last.unreadable) {
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
    if (const std::string_view form = foreign_protocol(opening_); !form.empty()) {
        return {ErrorKind::bad_response, status_,
                "The server answers in the form of " + std::string(form) + ", not of chat completions."};
    }
    Error error = make_error(ErrorKind::empty_answer);
    if (finish_reason_ == "content_filter") error = make_error(ErrorKind::content_filter);
    if (finish_reason_ == "tool_calls") error.message = "The model asked for a tool instead of answering.";
    return error;
}

/// A body that is no event stream: a whole completion, an error with status 200, or nothing of the kind.
void ChatResponse::read_document(ChatDelta& added) {
    if (is_html(body_)) return fail(web_page_error(status_, body_, "an answer"), added);
    if (!decode_chat_document(body_, scratch_)) {
        if (!foreign_protocol(opening_).empty()) return fail(nothing_to_read(), added);
        const std::string words = clean_error_text(std::string_view(body_).substr(0, 120));
        fail(Error{ErrorKind::bad_response, status_, "The server sent neither a stream nor JSON: " + words},
             added);
        return;
    }
    take_event(added);
}

}  // namespace moa::wire
