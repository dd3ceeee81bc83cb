// What of several texts is marked as said by one alone.
#include "mixture/differences.hpp"

#include <doctest/doctest.h>

#include <string>

using moa::mixture::differences;
using Texts = std::vector<std::string_view>;
using Words = std::vector<std::string>;

namespace {

/// The words marked in each text.
std::vector<Words> marked(const Texts& texts) {
    std::vector<Words> all;
    for (const auto& parts : differences(texts)) {
        Words& words = all.emplace_back();
        for (const auto& part : parts)
            words.emplace_back(texts[all.size() - 1].substr(part.begin, part.end - part.begin));
    }
    return all;
}

}  // namespace

TEST_CASE("nothing is marked of one text, of equal ones, and of those that differ in case and signs") {
    CHECK(differences({}).empty());
    CHECK(marked({"Alone."}) == std::vector<Words>{{}});
    CHECK(marked({"The sky is blue.", "The sky is blue."}) == std::vector<Words>{{}, {}});
    CHECK(marked({"The sky, is blue!", "the SKY is blue"}) == std::vector<Words>{{}, {}});
    CHECK(marked({"", ""}) == std::vector<Words>{{}, {}});
}

TEST_CASE("in a sentence that both say, the words that were changed are marked") {
    CHECK(marked({"The result of the product is 391 in total.",
                  "The result of the product is 381 in total."}) == std::vector<Words>{{"391"}, {"381"}});
    // The word stands elsewhere in the other text, and yet this place differs.
    CHECK(marked({"Copy the file to the new folder first. Then delete it.",
                  "Move the file to the new folder first. Copy no more."}) ==
          std::vector<Words>{{"Copy", "Then delete it"}, {"Move", "no more"}});
    CHECK(marked({"Take two of the small red pills each day.",
                  "Take of the small red pills two each day."})[0] == Words{"two"});
}

TEST_CASE("of a sentence of its own the words are marked that no other text has, joined where they touch") {
    const auto all = marked({"Rayleigh scattering favours short waves.", "Short waves are scattered by air.",
                             "Because of the air."});
    CHECK(all[0] == Words{"Rayleigh scattering favours"});
    CHECK(all[1] == Words{"are scattered by"});
    CHECK(all[2] == Words{"Because of the"});
}

TEST_CASE("a mark never reaches over the end of a sentence or a line") {
    CHECK(marked({"Alpha beta. Gamma delta.\nEpsilon", "Nothing alike"})[0] ==
          Words{"Alpha beta", "Gamma delta", "Epsilon"});
}

TEST_CASE("every script has words, and marks keep whole characters") {
    const auto all = marked({"天空是蓝色的。", "天空是红色的。"});
    CHECK(all[0] == Words{"蓝"});
    CHECK(all[1] == Words{"红"});
    CHECK(marked({"Größe zählt", "Grösse zählt"})[0] == Words{"Größe"});
}

TEST_CASE("long texts are compared by their words, a sentence of any length, too") {
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += "Sentence number " + std::to_string(i) + " stands here.\n";
    std::string other = many;
    other += "Only here.";
    CHECK(marked({many, other})[1] == Words{"Only"});
    std::string endless;
    for (int i = 0; i < 20000; ++i)
        endless += "word ";
    CHECK(marked({endless + "left", endless + "right"}) == std::vector<Words>{{"left"}, {"right"}});
}
