#include "mixture/differences.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "ascii.hpp"
#include "mixture/agreement.hpp"
#include "mixture/words.hpp"

namespace moa::mixture {
namespace {

/// From here on two sentences are the same one in other words: see TextProfile.
constexpr double least_alike = 0.6;
/// Pairs of sentences that are compared; 400 a text in four texts.
constexpr std::size_t most_pairs = 2'000'000;
/// Words of a sentence whose common subsequence is looked for: it takes the product of both.
constexpr std::size_t most_words = 200;

/// Words [begin, end) of a text.
struct Sentence {
    std::size_t begin = 0;
    std::size_t end = 0;
    TextProfile profile;

    std::size_t size() const { return end - begin; }
};

struct Text {
    std::string_view text;
    std::vector<Word> words;
    std::vector<std::uint64_t> hashes;  ///< of the words
    std::unordered_set<std::uint64_t> vocabulary;
    std::vector<Sentence> sentences;
};

/// Between two words: whether one sentence ends and another one begins.
bool ends_sentence(std::string_view between) {
    if (between.find('\n') != std::string_view::npos) return true;
    for (const std::string_view mark : {". ", "! ", "? ", "\u3002", "\uff01", "\uff1f", "\u061f"}) {
        if (between.find(mark) != std::string_view::npos) return true;
    }
    return false;
}

Text read(std::string_view text) {
    Text made{text, split_words(text), {}, {}, {}};
    made.hashes.reserve(made.words.size());
    std::size_t begin = 0;
    for (std::size_t i = 0; i < made.words.size(); ++i) {
        made.hashes.push_back(word_hash(made.words[i].in(text)));
        const std::size_t end = made.words[i].end;
        const bool last = i + 1 == made.words.size();
        if (!last && !ends_sentence(text.substr(end, made.words[i + 1].begin - end))) continue;
        const std::size_t from = made.words[begin].begin;
        made.sentences.push_back({begin, i + 1, TextProfile(text.substr(from, end - from))});
        begin = i + 1;
    }
    made.vocabulary.insert(made.hashes.begin(), made.hashes.end());
    return made;
}

/// A single one (A to Z) says nothing where it is not the only change: "a", the "s" behind an apostrophe.
bool is_lone_letter(std::string_view word) {
    return word.size() == 1 && is_letter(word.front());
}

/// Whether each word of `sentence` stands in the longest common subsequence with the other one.
std::vector<bool> common_words(const Text& text, const Sentence& sentence, const Text& other,
                               const Sentence& like) {
    const std::size_t rows = sentence.size();
    const std::size_t columns = like.size();
    const auto same = [&](std::size_t row, std::size_t column) {
        return text.hashes[sentence.begin + row] == other.hashes[like.begin + column];
    };
    // length[row][column]: of what follows in both.
    std::vector<std::uint16_t> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t row, std::size_t column) -> std::uint16_t& {
        return length[row * (columns + 1) + column];
    };
    for (std::size_t row = rows; row-- > 0;) {
        for (std::size_t column = columns; column-- > 0;) {
            at(row, column) = same(row, column) ? static_cast<std::uint16_t>(at(row + 1, column + 1) + 1)
                                                : std::max(at(row + 1, column), at(row, column + 1));
        }
    }
    std::vector<bool> common(rows, false);
    for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
        if (same(row, column)) {
            common[row++] = true;
            ++column;
        } else if (at(row + 1, column) >= at(row, column + 1)) {
            ++row;
        } else {
            ++column;
        }
    }
    return common;
}

class Comparison {
  public:
    explicit Comparison(const std::vector<std::string_view>& texts) {
        std::size_t sentences = 0;
        std::size_t squares = 0;
        for (const std::string_view text : texts) {
            texts_.push_back(read(text));
            const std::size_t count = texts_.back().sentences.size();
            sentences += count;
            squares += count * count;
        }
        pairs_sentences_ = sentences * sentences - squares <= most_pairs;
    }

    std::vector<TextPart> parts_of(std::size_t number) const {
        const Text& text = texts_[number];
        std::vector<TextPart> parts;
        for (const Sentence& sentence : text.sentences) {
            std::vector<bool> common(sentence.size());
            for (std::size_t other = 0; other < texts_.size(); ++other) {
                if (other != number) add_common(common, text, sentence, texts_[other]);
            }
            for (std::size_t i = 0; i < sentence.size(); ++i) {
                if (common[i]) continue;
                const Word& word = text.words[sentence.begin + i];
                const bool joins = i > 0 && !common[i - 1];
                if (joins) {
                    parts.back().end = word.end;
                } else {
                    parts.push_back({word.begin, word.end});
                }
            }
        }
        return parts;
    }

  private:
    /// Notes which words of the sentence the other text has.
    void add_common(std::vector<bool>& common, const Text& text, const Sentence& sentence,
                    const Text& other) const {
        const Sentence* like = counterpart(sentence, other);
        const std::vector<bool> shared =
            like != nullptr ? common_words(text, sentence, other, *like) : std::vector<bool>(common.size());
        for (std::size_t i = 0; i < common.size(); ++i) {
            const std::size_t word = sentence.begin + i;
            const auto stands_anywhere = [&] {
                return is_lone_letter(text.words[word].in(text.text)) ||
                       other.vocabulary.contains(text.hashes[word]);
            };
            if (like != nullptr ? shared[i] : stands_anywhere()) common[i] = true;
        }
    }

    /// The sentence of the other text that says the same in the most alike words; null for none.
    const Sentence* counterpart(const Sentence& sentence, const Text& other) const {
        if (!pairs_sentences_ || sentence.size() > most_words) return nullptr;
        const Sentence* best = nullptr;
        double most = 0;
        for (const Sentence& each : other.sentences) {
            if (each.size() > most_words) continue;
            const double alike = similarity(sentence.profile, each.profile);
            if (alike < least_alike || alike <= most) continue;
            most = alike;
            best = &each;
        }
        return best;
    }

    std::vector<Text> texts_;
    bool pairs_sentences_ = true;
};

}  // namespace

std::vector<std::vector<TextPart>> differences(const std::vector<std::string_view>& texts) {
    std::vector<std::vector<TextPart>> all(texts.size());
    if (texts.size() < 2) return all;
    const Comparison comparison(texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
        all[i] = comparison.parts_of(i);
    return all;
}

}  // namespace moa::mixture
