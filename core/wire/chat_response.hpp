// One chat-completion response from its head to its end, whatever form it takes: an event stream, a whole
// JSON completion (some servers ignore "stream"), or an error body.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/answer_joiner.hpp"
#include "wire/chat_delta.hpp"
#include "wire/content_coding.hpp"
#include "wire/delta_scanner.hpp"
#include "wire/http.hpp"
#include "wire/sse.hpp"
#include "wire/think_block.hpp"

namespace moa::wire {

class ChatResponse {
  public:
    explicit ChatResponse(std::size_t max_event_bytes = SseDecoder::default_max_event_bytes);

    /// `utc_now_ms`: milliseconds since 1970, for errors that name a point in time to wait for.
    void on_head(const ResponseHead& head, std::optional<std::int64_t> utc_now_ms = std::nullopt);

    /// Takes the next bytes of the body. The text and reasoning they completed are appended to `added`,
    /// always whole UTF-8 sequences; invalid ones become U+FFFD. Compressed bodies are unpacked.
    void on_bytes(std::string_view bytes, ChatDelta& added);

    /// The body is complete, or no more of it will be read. Decodes what was still held back. Sets error() to
    /// empty_answer if there was neither text, reasoning nor error, and leaves finish_reason() empty if the
    /// stream ended without a terminal marker ([DONE] or a finish reason).
    void on_end(ChatDelta& added);

    /// [DONE] was seen: the answer is complete although the body may not have ended yet.
    bool done() const { return done_; }
    /// An error response, an error event, or bytes that cannot be read. Text that arrived before it stays
    /// valid. An event with malformed JSON does not end the response, because later events may be valid: it
    /// becomes the error when the response ends, or at once if too many follow each other. Plain words become
    /// the error only if there is no answer.
    const std::optional<Error>& error() const { return error_; }
    /// Normalised; empty until the provider named one. "stop" when only [DONE] was seen.
    const std::string& finish_reason() const { return finish_reason_; }
    /// What the provider counted, if it did.
    const std::optional<Usage>& usage() const { return usage_; }
    /// What the provider says the call cost, see ChatDelta.
    std::optional<double> cost() const { return cost_; }
    /// The answer ended in a block of reasoning that was never closed, see ThinkBlock.
    bool ended_in_reasoning() const { return think_block_.ended_inside(); }

  private:
    enum class Form {
        undecided,   // no byte that tells has come
        stream,      // server-sent events
        document,    // one JSON value, a web page or other text: decoded at the end
        error_body,  // of an HTTP error status
    };

    void take_plain(std::string_view bytes, ChatDelta& added);
    Form form_of(char first_byte) const;
    void read_events(ChatDelta& added);
    void read_document(ChatDelta& added);
    bool read_lines(ChatDelta& added);
    void begin_event();
    void take_new_text();
    void note_reasoning(ChatDelta& added);
    void take_event(ChatDelta& added);
    void take_error(ChatDelta& added);
    void hand_over(ChatDelta& added, bool at_end);
    void fail(Error error, ChatDelta& added);
    Error nothing_to_read() const;

    ContentCoding coding_;
    SseDecoder decoder_;
    DeltaScanner scanner_;
    std::size_t max_body_bytes_;
    int status_ = 0;
    std::string content_type_;  // lower case, without parameters
    std::string coding_label_;  // lower case: "gzip", "br"
    std::string location_;      // of a redirect
    std::optional<std::int64_t> utc_now_ms_;
    Form form_ = Form::undecided;
    std::string opening_;  // the first bytes of the body, see foreign_protocol
    std::string body_;     // what is decoded at the end, and white space before the first telling byte
    ChatDelta scratch_;  // the event being decoded; between calls the start of a UTF-8 sequence that was cut
    std::size_t text_before_ = 0;       // the event: of scratch_.text
    std::size_t reasoning_before_ = 0;  // and of scratch_.reasoning
    AnswerJoiner text_joiner_;
    AnswerJoiner reasoning_joiner_;
    ThinkBlock think_block_;
    std::string piece_;           // of the answer, on its way through think_block_
    bool has_reasoning_ = false;  // in a field of its own
    bool has_content_ = false;
    std::optional<Error> beside_;  // what the stream told besides an answer, should none come
    std::optional<Error> gap_;     // of the first event that was unreadable
    int unreadable_events_ = 0;    // in all
    int unreadable_in_a_row_ = 0;  // the latest

    bool done_ = false;
    std::optional<Error> error_;
    std::string finish_reason_;
    std::optional<Usage> usage_;
    std::optional<double> cost_;
};

}  // namespace moa::wire
