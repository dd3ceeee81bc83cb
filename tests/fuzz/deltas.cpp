#include <string>

#include "fuzz/target.hpp"
#include "wire/delta_document.hpp"
#include "wire/delta_scanner.hpp"

namespace moa::fuzz {

void deltas(std::string_view input) {
    const std::string data(input);  // of its own, so that a read behind its end is found
    wire::ChatDelta scanned;
    scanned.text = "before";
    wire::ChatDelta parsed;
    parsed.text = "before";
    const bool plain = wire::scan_chat_delta(data, scanned);
    const bool is_json = wire::decode_chat_document(data, parsed);
    if (plain) {
        require(is_json, "the scanner takes only what is JSON");
        require(!parsed.error && !scanned.error, "the scanner leaves errors to the full parser");
        require(scanned.text == parsed.text, "scanner and parser read the same text");
        require(scanned.reasoning == parsed.reasoning, "scanner and parser read the same reasoning");
        require(scanned.finish_reason == parsed.finish_reason, "scanner and parser read the same finish");
        require(scanned.usage == parsed.usage, "scanner and parser read the same usage");
        require(!scanned.done, "only [DONE] is the end");
    } else {
        require(scanned.text == "before" && scanned.reasoning.empty() && scanned.finish_reason.empty() &&
                    !scanned.usage && !scanned.error && !scanned.done,
                "a scanner that declines changes nothing");
    }
    // Behind an event that begins alike, and before one.
    wire::DeltaScanner scanner;
    for (const std::string& next :
         {data, data.substr(0, data.size() / 2) + data.substr(data.size() / 3), data}) {
        wire::ChatDelta alone;
        wire::ChatDelta behind;
        const bool is_plain = wire::scan_chat_delta(next, alone);
        require(scanner.scan(next, behind) == is_plain, "a scanner takes an event whatever was before it");
        require(alone.text == behind.text && alone.reasoning == behind.reasoning &&
                    alone.finish_reason == behind.finish_reason && alone.usage == behind.usage,
                "what an event says does not depend on the one before");
    }
    if (!is_json) require(parsed.text == "before", "a parser that declines changes nothing");

    for (const std::string_view type : {"message", "error", "ping"}) {
        wire::ChatDelta decoded;
        wire::decode_chat_event(type, data, decoded);
        require(!decoded.error || !decoded.error->message.empty(), "an error says what went wrong");
    }
}

}  // namespace moa::fuzz
