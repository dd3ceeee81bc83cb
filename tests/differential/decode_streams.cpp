// Reads responses cut into pieces and prints what each one comes to, a line of JSON each.
//
// Input: for each response the number of its pieces, then for each piece its length and its bytes; numbers as
// four bytes, the lowest first. Every response is a 200 with an event stream.
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "json.hpp"
#include "wire/chat_response.hpp"

namespace {

using moa::Json;

std::string read_all() {
    std::string all;
    char buffer[65536];
    while (const std::size_t read = std::fread(buffer, 1, sizeof buffer, stdin))
        all.append(buffer, read);
    return all;
}

class Reader {
  public:
    explicit Reader(std::string_view rest) : rest_(rest) {}

    bool at_end() const { return rest_.empty(); }
    std::optional<std::uint32_t> number() {
        const std::optional<std::string_view> four = bytes(4);
        if (!four) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 4; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>((*four)[i]);
        return value;
    }
    std::optional<std::string_view> bytes(std::size_t length) {
        if (rest_.size() < length) return std::nullopt;
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return taken;
    }

  private:
    std::string_view rest_;
};

/// False when the input ends inside the response.
bool decode_response(Reader& input) {
    const std::optional<std::uint32_t> pieces = input.number();
    if (!pieces) return false;
    moa::wire::ChatResponse response;
    response.on_head({200, {{"content-type", "text/event-stream"}}});
    moa::wire::ChatDelta added;
    for (std::uint32_t i = 0; i < *pieces; ++i) {
        const std::optional<std::uint32_t> length = input.number();
        const std::optional<std::string_view> piece = length ? input.bytes(*length) : std::nullopt;
        if (!piece) return false;
        // A copy of its own, so that the sanitizers see a view that is kept too long.
        const std::string copy(*piece);
        response.on_bytes(copy, added);
    }
    response.on_end(added);
    Json line{{"text", added.text}, {"reasoning", added.reasoning}, {"finish", response.finish_reason()}};
    line["done"] = response.done();
    line["usage"] = nullptr;
    if (const auto& usage = response.usage())
        line["usage"] =
            Json{{"prompt_tokens", usage->prompt_tokens}, {"completion_tokens", usage->completion_tokens}};
    line["error"] = nullptr;
    if (const auto& error = response.error()) line["error"] = moa::error_name(error->kind);
    std::puts(moa::dump_json(line).c_str());
    return true;
}

}  // namespace

int main() {
    const std::string all = read_all();
    Reader input(all);
    while (!input.at_end()) {
        if (!decode_response(input)) {
            std::fputs("decode_streams: the input ends inside a response\n", stderr);
            return 1;
        }
    }
    return 0;
}
