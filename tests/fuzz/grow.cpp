#include "fuzz/grow.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "random.hpp"

namespace moa::fuzz {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array<Pair, 7> nests = {{{"[", "]"},
                                        {"{\"a\":", "}"},
                                        {"{\"error\":", "}"},
                                        {"{\"message\":", "}"},
                                        {"[{\"detail\":", "}]"},
                                        {"{\"choices\":[", "]}"},
                                        {"[", ""}}};

/// From 1 to `most`, each order of magnitude as often as another.
std::size_t any_size(Random& random, std::size_t most) {
    std::size_t bound = most;
    while (bound > 1 && random.next() % 3 == 0)
        bound /= 8;
    return 1 + random.next() % std::max<std::size_t>(bound, 1);
}

/// Where a value may begin: behind a mark of JSON, or anywhere when there is none near.
std::size_t begin_of_value(std::string_view input, Random& random) {
    if (input.empty()) return 0;
    const std::size_t from = random.next() % input.size();
    const std::size_t mark = input.find_first_of(":,[ ", from);
    return mark == std::string_view::npos ? from : mark + 1;
}

void append_times(std::string& text, std::string_view part, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i)
        text += part;
}

}  // namespace

std::string grow(std::string_view input, std::size_t room, std::uint64_t seed) {
    if (input.size() >= room) return std::string(input);
    Random random(seed);
    const std::size_t left = room - input.size();
    const std::size_t begin = begin_of_value(input, random);
    const std::size_t end = std::min(input.find_first_of(",]}\n", begin), input.size());
    const std::string_view value = input.substr(begin, end - begin);
    std::string text(input.substr(0, begin));
    switch (random.next() % 3) {
        case 0: {
            const auto& [open, close] = nests.at(random.next() % nests.size());
            const std::size_t times = any_size(random, left / (open.size() + close.size()));
            append_times(text, open, times);
            text += value;
            append_times(text, close, times);
            break;
        }
        case 1: {
            // Members, elements, lines, events.
            const std::size_t length =
                1 + random.next() % std::min<std::size_t>(input.size() - begin + 1, 64);
            const std::string_view part = input.substr(begin, length);
            if (!part.empty()) append_times(text, part, any_size(random, left / part.size()));
            text += value;
            break;
        }
        default:
            text.append(any_size(random, left), "x 9\\\n"[random.next() % 5]);
            text += value;
    }
    text += input.substr(end);
    if (text.size() > room) text.resize(room);
    return text;
}

}  // namespace moa::fuzz
