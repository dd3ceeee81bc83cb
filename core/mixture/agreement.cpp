#include "mixture/agreement.hpp"

#include <algorithm>
#include <cstddef>

#include "mixture/words.hpp"

namespace moa::mixture {

namespace {

/// Not symmetric, so that "man bites" is another pair than "bites man".
std::uint64_t hash_pair(std::uint64_t first, std::uint64_t second) {
    return (first ^ (second << 1U | second >> 63U)) * 0x100000001b3U;
}

std::vector<TextProfile> profiles_of(const std::vector<std::string_view>& texts) {
    std::vector<TextProfile> profiles;
    profiles.reserve(texts.size());
    for (const std::string_view text : texts)
        profiles.emplace_back(text);
    return profiles;
}

}  // namespace

TextProfile::TextProfile(std::string_view text) {
    const std::vector<Word> words = split_words(text);
    grams_.reserve(words.size() * 2);
    std::uint64_t before = 0;
    for (const Word& word : words) {
        const std::uint64_t hash = word_hash(word.in(text));
        if (!grams_.empty()) grams_.push_back(hash_pair(before, hash));
        grams_.push_back(hash);
        before = hash;
    }
    std::sort(grams_.begin(), grams_.end());
}

double similarity(const TextProfile& a, const TextProfile& b) {
    const std::size_t all = a.grams_.size() + b.grams_.size();
    if (all == 0) return 1;
    std::size_t shared = 0;
    auto x = a.grams_.begin();
    auto y = b.grams_.begin();
    while (x != a.grams_.end() && y != b.grams_.end()) {
        if (*x == *y) ++shared;
        const bool step_x = *x <= *y;
        const bool step_y = *y <= *x;
        if (step_x) ++x;
        if (step_y) ++y;
    }
    return 2 * static_cast<double>(shared) / static_cast<double>(all);
}

double similarity(std::string_view a, std::string_view b) {
    return similarity(TextProfile(a), TextProfile(b));
}

double layer_agreement(const std::vector<std::string_view>& before,
                       const std::vector<std::string_view>& now) {
    const std::vector<TextProfile> earlier = profiles_of(before);
    const std::vector<TextProfile> later = profiles_of(now);
    double sum = 0;
    int pairs = 0;
    for (std::size_t i = 0; i < later.size(); ++i) {
        const auto& others = earlier.empty() ? later : earlier;
        for (std::size_t j = earlier.empty() ? i + 1 : 0; j < others.size(); ++j) {
            sum += similarity(later[i], others[j]);
            ++pairs;
        }
    }
    return pairs == 0 ? 0 : sum / pairs;
}

std::vector<double> agreement_with_others(const std::vector<std::string_view>& texts) {
    const std::vector<TextProfile> profiles = profiles_of(texts);
    std::vector<double> sums(texts.size(), 0);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            const double both = similarity(profiles[i], profiles[j]);
            sums[i] += both;
            sums[j] += both;
        }
    }
    if (texts.size() == 1) return {1};
    for (double& sum : sums)
        sum /= static_cast<double>(texts.size() - 1);
    return sums;
}

}  // namespace moa::mixture
