// Server-sent events, decoded to the WHATWG rules (html.spec.whatwg.org, "Interpreting an event stream"),
// byte by byte: LF, CR and CRLF line ends, also cut between reads; one leading BOM; NUL in ids; several data
// lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"

namespace moa::wire {

/// One dispatched event. The views are valid until the next call on the decoder.
struct SseEvent {
    std::string_view type;           ///< "message" when the stream named none
    std::string_view data;           ///< data lines joined by LF
    std::string_view last_event_id;  ///< sticky over events, as the standard wants
};

/// Which fields the decoder knows.
enum class SseFields {
    standard,  ///< the standard's: data, event, id, retry
    /// Also a bare `error: {...}` line, which llama.cpp sent for errors in mid-stream through 2025: it is
    /// dispatched as an event of type "error" with that value as data.
    with_error_line,
};

/// Pull decoder: `feed` one chunk, then call `next` until it returns nullptr, then feed the following chunk.
class SseDecoder {
  public:
    /// Data of one event may be at most this long; a larger one ends in ErrorKind::event_too_large.
    static constexpr std::size_t default_max_event_bytes = std::size_t{4} << 20;

    explicit SseDecoder(std::size_t max_event_bytes = default_max_event_bytes,
                        SseFields fields = SseFields::standard);

    /// Hands over the next bytes, cut anywhere. They must stay alive until `next` has returned nullptr.
    void feed(std::string_view bytes);

    /// The next complete event, or nullptr when more bytes are needed or the decoder failed.
    const SseEvent* next();

    /// For a reader that finds the end of an event's data itself: the bytes from the start of its data on, if
    /// a plain data line starts now, else nothing. If the event consists of the first `length` of these bytes
    /// and two line feeds, `skip` consumes it, so that `next` never returns it. `skip` returns whether bytes
    /// follow.
    std::string_view data_ahead() const;
    bool skip(std::size_t length);

    /// After the last byte: the event that was not closed by a blank line, or nullptr. The standard drops it;
    /// providers' clients dispatch it, because some servers omit the last blank line.
    const SseEvent* unterminated();

    /// How many of the bytes that were fed last have not been read.
    std::size_t unread() const { return rest_.size(); }

    /// Set once an event exceeded the limit; the decoder then returns nothing more.
    const std::optional<Error>& error() const { return error_; }

    /// The reconnection time in milliseconds the stream asked for, if any.
    std::optional<long> retry_ms() const { return retry_ms_; }

  private:
    bool take_line(std::string_view& line);
    bool skip_byte_order_mark();
    void keep_partial_line();
    void take_field(std::string_view line);
    void take_data(std::string_view value);
    void take_retry(std::string_view value);
    const SseEvent* dispatch();
    void start_next_event();
    void fail();

    std::size_t max_event_bytes_;
    SseFields fields_;
    std::optional<Error> error_;
    std::optional<long> retry_ms_;

    std::string_view rest_;         // of the chunk that was fed
    std::string line_;              // the start of a line whose end has not come yet
    bool skipping_line_ = false;    // that line cannot matter (a comment, an unknown field): it is not kept
    bool line_in_buffer_ = false;   // the line handed out by take_line lies in line_
    bool after_cr_ = false;         // a LF that comes next belongs to the line end before it
    std::size_t mark_matched_ = 0;  // bytes of the byte order mark seen; past its length once that is settled

    // The event so far. Its data is a view into the chunk as long as one line there is all of it.
    std::string_view data_view_;
    std::string data_;
    bool has_data_ = false;
    bool data_in_chunk_ = false;
    std::string type_;
    std::string id_;       // as the last id field said
    std::string last_id_;  // as of the last blank line
    bool dispatched_ = false;
    SseEvent event_;
};

}  // namespace moa::wire
