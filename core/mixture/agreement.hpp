// How much answers agree, measured on this machine: no model is asked.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace moa::mixture {

/// A text as the multiset of its words and of its pairs of neighbouring words, without regard to order beyond
/// them, case (A to Z) and punctuation. Takes time in proportion to the text's length but for a sort.
class TextProfile {
  public:
    explicit TextProfile(std::string_view text);

    /// The Sørensen-Dice coefficient of both multisets: twice what they share, over what they hold together.
    /// 1 for the same words in the same order, 0 where no word is shared. Texts without any word are like
    /// each other and unlike all others. Two answers to one question in a model's own words are often at 0.3
    /// to 0.5, rewordings of one answer at 0.6 and more.
    friend double similarity(const TextProfile& a, const TextProfile& b);

  private:
    std::vector<std::uint64_t> grams_;  ///< hashed, sorted
};

double similarity(const TextProfile& a, const TextProfile& b);
double similarity(std::string_view a, std::string_view b);

/// How much the answers of a layer agree with those of the layer before, from 0 to 1: the mean similarity of
/// every pair of one and the other. With nothing before (the first layer), of every pair within the layer.
/// Less than one pair: 0, since nothing can be compared.
double layer_agreement(const std::vector<std::string_view>& before, const std::vector<std::string_view>& now);

/// For each text its mean similarity with the others; 1 for a single one.
std::vector<double> agreement_with_others(const std::vector<std::string_view>& texts);

}  // namespace moa::mixture
