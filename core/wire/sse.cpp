#include "wire/sse.hpp"

#include <algorithm>
#include <limits>

#include "ascii.hpp"
#include "wire/byte_scan.hpp"

namespace moa::wire {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t mark_settled = byte_order_mark.size() + 1;
constexpr std::string_view data_line = "data: ";
constexpr std::size_t longest_field_name = 5;                   // "event", "retry", "error"
constexpr std::size_t longest_prefix = longest_field_name + 2;  // with colon and space: these are not data

const char* find_line_end(const char* p, const char* end) {
    // CR and LF are both below 14, and so little else is that testing for them apart would only cost.
    const auto is_line_end = [](char c) { return c == '\n' || c == '\r'; };
    while (true) {
        p = find_byte(
            p, end, [](std::uint64_t word) { return bytes_below(word, 14); }, is_line_end);
        if (p == end || is_line_end(*p)) return p;
        ++p;
    }
}

bool is_known_field(std::string_view name, SseFields fields) {
    return name == "data" || name == "event" || name == "id" || name == "retry" ||
           (name == "error" && fields == SseFields::with_error_line);
}

/// Whether a line that starts so may still turn out to be a known field.
bool may_matter(std::string_view start, SseFields fields) {
    const std::string_view name = start.substr(0, longest_field_name + 1);
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos) return is_known_field(name.substr(0, colon), fields);
    return start.size() <= longest_field_name;
}

}  // namespace

SseDecoder::SseDecoder(std::size_t max_event_bytes, SseFields fields)
    : max_event_bytes_(max_event_bytes), fields_(fields) {}

void SseDecoder::feed(std::string_view bytes) {
    rest_ = bytes;
}

const SseEvent* SseDecoder::next() {
    if (dispatched_) start_next_event();
    std::string_view line;
    while (!error_ && take_line(line)) {
        const SseEvent* event = nullptr;
        if (line.empty()) {
            event = dispatch();
        } else {
            take_field(line);
        }
        if (line_in_buffer_) {
            line_in_buffer_ = false;
            line_.clear();
        }
        if (event != nullptr) return event;
    }
    if (data_in_chunk_ && !error_) {  // the chunk is about to go
        data_.assign(data_view_);
        data_in_chunk_ = false;
    }
    return nullptr;
}

std::string_view SseDecoder::data_ahead() const {
    const bool fresh = line_.empty() && !skipping_line_ && !after_cr_ && mark_matched_ == mark_settled &&
                       (dispatched_ || (!has_data_ && type_.empty())) && !error_;
    if (!fresh || !rest_.starts_with(data_line)) return {};
    return rest_.substr(data_line.size(), max_event_bytes_ + 2);
}

bool SseDecoder::skip(std::size_t length) {
    if (dispatched_) start_next_event();
    if (last_id_ != id_) last_id_ = id_;
    rest_.remove_prefix(data_line.size() + length + 2);
    return !rest_.empty();
}

const SseEvent* SseDecoder::unterminated() {
    if (dispatched_) start_next_event();
    if (error_) return nullptr;
    if (!line_.empty()) {
        line_in_buffer_ = true;
        take_field(line_);
        line_in_buffer_ = false;
        line_.clear();
    }
    skipping_line_ = false;
    return error_ ? nullptr : dispatch();
}

/// The next whole line without its end. A line that began in an earlier chunk comes from line_.
bool SseDecoder::take_line(std::string_view& line) {
    if (mark_matched_ != mark_settled && !skip_byte_order_mark()) return false;
    if (after_cr_ && !rest_.empty()) {
        after_cr_ = false;
        if (rest_.front() == '\n') rest_.remove_prefix(1);
    }
    const char* const begin = rest_.data();
    const char* const end = begin + rest_.size();
    const char* const stop = find_line_end(begin, end);
    if (stop == end) {
        keep_partial_line();
        return false;
    }
    const auto length = static_cast<std::size_t>(stop - begin);
    line = rest_.substr(0, length);
    after_cr_ = *stop == '\r';
    if (skipping_line_) {
        skipping_line_ = false;
        line = ":";  // as good as the comment or unknown field it was
    } else if (!line_.empty()) {
        line_.append(line);
        line = line_;
        line_in_buffer_ = true;
    }
    rest_.remove_prefix(length + 1);
    return true;
}

/// Consumes the one byte order mark a stream may start with. False when the chunk ended inside it.
bool SseDecoder::skip_byte_order_mark() {
    while (mark_matched_ < byte_order_mark.size()) {
        if (rest_.empty()) return false;
        if (rest_.front() != byte_order_mark[mark_matched_]) {
            line_.assign(byte_order_mark.substr(0, mark_matched_));  // it was text after all
            break;
        }
        rest_.remove_prefix(1);
        ++mark_matched_;
    }
    mark_matched_ = mark_settled;
    return true;
}

void SseDecoder::keep_partial_line() {
    std::string_view part = rest_;
    rest_ = {};
    if (part.empty() || skipping_line_) return;
    if (line_.size() <= longest_field_name) {
        line_.append(part.substr(0, longest_field_name + 1));
        if (!may_matter(line_, fields_)) {
            line_.clear();
            skipping_line_ = true;
            return;
        }
        if (part.size() <= longest_field_name + 1) return;
        part.remove_prefix(longest_field_name + 1);
    }
    if (line_.size() + part.size() > max_event_bytes_ + longest_prefix) {
        fail();
        return;
    }
    line_.append(part);
}

void SseDecoder::take_field(std::string_view line) {
    const std::size_t colon = line.substr(0, longest_field_name + 1).find(':');
    const std::string_view name = line.substr(0, colon);
    if (!is_known_field(name, fields_)) return;
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    if (value.size() > max_event_bytes_) {
        fail();
        return;
    }
    if (name == "data") {
        take_data(value);
    } else if (name == "event") {
        type_.assign(value);
    } else if (name == "id") {
        if (value.find('\0') == std::string_view::npos) id_.assign(value);
    } else if (name == "retry") {
        take_retry(value);
    } else {
        type_.assign(name);
        take_data(value);
    }
}

void SseDecoder::take_data(std::string_view value) {
    if (!has_data_) {
        has_data_ = true;
        data_view_ = value;
        data_in_chunk_ = !line_in_buffer_;
        if (line_in_buffer_) data_.assign(value);
        return;
    }
    if (data_in_chunk_) {
        data_.assign(data_view_);
        data_in_chunk_ = false;
    }
    if (data_.size() + 1 + value.size() > max_event_bytes_) {
        fail();
        return;
    }
    data_.push_back('\n');
    data_.append(value);
}

void SseDecoder::take_retry(std::string_view value) {
    if (value.empty()) {  // as Blink reads it: back to the client's own time
        retry_ms_.reset();
        return;
    }
    constexpr long most = std::numeric_limits<long>::max();
    long time = 0;
    for (const char c : value) {
        if (!is_digit(c)) return;
        const long digit = c - '0';
        time = time > (most - digit) / 10 ? most : time * 10 + digit;
    }
    retry_ms_ = time;
}

/// At a blank line: the event, or nullptr when it had no data line.
const SseEvent* SseDecoder::dispatch() {
    if (last_id_ != id_) last_id_ = id_;
    dispatched_ = true;
    if (!has_data_) {
        start_next_event();
        return nullptr;
    }
    event_.type = type_.empty() ? std::string_view("message") : std::string_view(type_);
    event_.data = data_in_chunk_ ? data_view_ : std::string_view(data_);
    event_.last_event_id = last_id_;
    return &event_;
}

void SseDecoder::start_next_event() {
    dispatched_ = false;
    has_data_ = false;
    data_in_chunk_ = false;
    data_.clear();
    type_.clear();
}

void SseDecoder::fail() {
    error_ = Error{ErrorKind::event_too_large, 0,
                   "One event of the stream is larger than the limit of " + std::to_string(max_event_bytes_) +
                       " bytes."};
}

}  // namespace moa::wire
