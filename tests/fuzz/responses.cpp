#include <array>
#include <string>
#include <utility>

#include "fuzz/target.hpp"
#include "random.hpp"
#include "wire/chat_response.hpp"
#include "wire/utf8.hpp"

namespace moa::fuzz {
namespace {

using wire::ChatDelta;
using wire::ChatResponse;

constexpr std::array statuses = {200, 201, 302, 400, 401, 404, 408, 429, 500, 503, 529, 0};
constexpr std::array<const char*, 5> content_types = {"text/event-stream", "application/json",
                                                      "text/html; charset=utf-8", "text/plain", ""};

struct Meaning {
    std::string text;
    std::string reasoning;
    std::string finish;
    std::optional<wire::Usage> usage;
    std::string error;
    int status = 0;
    bool done = false;

    bool operator==(const Meaning&) const = default;
};

void take(ChatDelta& added, Meaning& meaning) {
    require(wire::is_valid_utf8(added.text) && wire::is_valid_utf8(added.reasoning),
            "text comes in whole UTF-8 sequences");
    if (added.text_was_reasoning) meaning.reasoning += std::exchange(meaning.text, {});
    meaning.text += added.text;
    meaning.reasoning += added.reasoning;
    added.clear();
}

Meaning finish(ChatResponse& response, Meaning meaning) {
    ChatDelta added;
    response.on_end(added);
    take(added, meaning);
    meaning.finish = response.finish_reason();
    meaning.usage = response.usage();
    meaning.done = response.done();
    if (const auto& error = response.error()) {
        meaning.error = std::string(error_name(error->kind)) + ": " + error->message;
        meaning.status = error->http_status;
        require(!error->message.empty(), "an error says what went wrong");
        require(wire::is_valid_utf8(error->message), "a message is valid UTF-8");
    } else {
        require(!meaning.text.empty() || !meaning.reasoning.empty(), "without an error there is content");
    }
    return meaning;
}

}  // namespace

void responses(std::string_view input) {
    Numbers numbers(input);
    const std::size_t limit = numbers.flag() ? 16 + numbers.below(200) : std::size_t{1} << 20;
    wire::ResponseHead head;
    // Plain inputs are read as what is sent most.
    head.status = numbers.flag() ? statuses.at(numbers.below(statuses.size())) : 200;
    head.headers = {{"Content-Type", content_types.at(numbers.below(content_types.size()))}};
    const bool has_head = head.status != 0;
    const std::string_view body = numbers.left();

    ChatDelta added;
    Meaning whole;
    ChatResponse at_once(limit);
    if (has_head) at_once.on_head(head);
    at_once.on_bytes(body, added);
    take(added, whole);
    whole = finish(at_once, std::move(whole));

    Meaning cut;
    ChatResponse response(limit);
    if (has_head) response.on_head(head);
    for (Pieces pieces(body, stable_hash(body)); !pieces.empty();) {
        const std::string piece(pieces.next());
        response.on_bytes(piece, added);
        take(added, cut);
    }
    cut = finish(response, std::move(cut));
    require(cut == whole, "the same meaning however the response is cut");
}

}  // namespace moa::fuzz
