#include "screen/marked_passages.hpp"

#include <algorithm>

#include "mixture/differences.hpp"
#include "wire/utf8.hpp"

namespace moa::screen {
namespace {

std::vector<PlainPassage> passages_of(std::string_view markdown) {
    if (markdown.size() > most_compared)
        markdown = markdown.substr(0, wire::complete_utf8_prefix(markdown.substr(0, most_compared)));
    return plain_passages(markdown);
}

/// One after the other, a line each.
std::string joined(const std::vector<PlainPassage>& passages) {
    std::string text;
    for (const PlainPassage& each : passages)
        text += each.words + "\n";
    return text;
}

/// Cuts the words of `passage`, which begins at `begin` of the text that `parts` are of, where marks begin
/// and end.
MarkedPassage cut(const PlainPassage& passage, std::size_t begin,
                  const std::vector<mixture::TextPart>& parts) {
    const std::size_t end = begin + passage.words.size();
    MarkedPassage made{passage.kind, {}};
    std::size_t at = begin;
    const auto take = [&](std::size_t until, bool marked) {
        if (until > at) made.stretches.push_back({passage.words.substr(at - begin, until - at), marked});
        at = std::max(at, until);
    };
    auto part = std::partition_point(parts.begin(), parts.end(),
                                     [begin](const mixture::TextPart& each) { return each.end <= begin; });
    for (; part != parts.end() && part->begin < end; ++part) {
        take(part->begin, false);
        take(std::min(part->end, end), true);
    }
    take(end, false);
    return made;
}

}  // namespace

std::vector<std::vector<MarkedPassage>> marked_passages(const std::vector<std::string>& texts) {
    std::vector<std::vector<PlainPassage>> plain;
    std::vector<std::string> lines;
    for (const std::string& text : texts) {
        plain.push_back(passages_of(text));
        lines.push_back(joined(plain.back()));
    }
    const auto parts = mixture::differences({lines.begin(), lines.end()});
    std::vector<std::vector<MarkedPassage>> made(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::size_t begin = 0;
        for (const PlainPassage& passage : plain[i]) {
            made[i].push_back(cut(passage, begin, parts[i]));
            begin += passage.words.size() + 1;
        }
        if (texts[i].size() <= most_compared) continue;
        made[i].push_back({Passage::paragraph,
                           {{"The rest of this answer is not compared: only the first " +
                             std::to_string(most_compared >> 10U) + " KB are."}}});
    }
    return made;
}

std::vector<MarkedPassage> first_passages(std::string_view markdown) {
    constexpr std::size_t most = 3000;
    std::vector<MarkedPassage> made;
    const std::size_t end = wire::complete_utf8_prefix(markdown.substr(0, most));
    for (PlainPassage& passage : plain_passages(markdown.substr(0, end)))
        made.push_back({passage.kind, {{std::move(passage.words)}}});
    if (end < markdown.size()) made.push_back({Passage::paragraph, {{"\u2026"}}});
    return made;
}

}  // namespace moa::screen
