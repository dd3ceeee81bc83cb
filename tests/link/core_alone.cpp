// A program of the core alone: it decodes one event and names the built-in recipes. The whole library is
// linked, used or not, so that a dependency hidden in any of its files is a link error.
#include <cstdio>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "wire/sse.hpp"

int main() {
    moa::wire::SseDecoder decoder;
    decoder.feed("data: {\"text\":\"alone\"}\n\n");
    const moa::wire::SseEvent* event = decoder.next();
    if (event == nullptr) return 1;
    const auto data = moa::parse_json(event->data);
    if (!data || moa::find_string(*data, "text") != "alone") return 2;
    if (moa::mixture::presets().empty()) return 3;
    for (const moa::mixture::Preset& preset : moa::mixture::presets()) {
        std::printf("%.*s\n", static_cast<int>(preset.id.size()), preset.id.data());
    }
    return 0;
}
