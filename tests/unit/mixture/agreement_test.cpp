#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "mixture/agreement.hpp"
#include "mixture/words.hpp"

namespace moa::test {

using mixture::layer_agreement;
using mixture::similarity;

namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const mixture::Word& word : mixture::split_words(text))
        words.emplace_back(word.in(text));
    return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("words are runs of letters and digits in any alphabet") {
    CHECK(words_of("") == Words{});
    CHECK(words_of("  ...!? **") == Words{});
    CHECK(words_of("The answer is **391**.") == Words{"The", "answer", "is", "391"});
    CHECK(words_of("Größe: naïve-Bayes") == Words{"Größe", "naïve", "Bayes"});
    CHECK(words_of("Ответ – 42, αβγ…") == Words{"Ответ", "42", "αβγ"});
    CHECK(words_of("안녕하세요 세계") == Words{"안녕하세요", "세계"});
    CHECK(words_of("fine 👍 done") == Words{"fine", "done"});
}

TEST_CASE("in scripts without spaces every character is a word") {
    CHECK(words_of("天空是蓝色的。") == Words{"天", "空", "是", "蓝", "色", "的"});
    CHECK(words_of("空はAPIで") == Words{"空", "は", "API", "で"});
    CHECK(words_of("ฟ้า") == Words{"ฟ", "้", "า"});
    CHECK(words_of("𠮷") == Words{"𠮷"});
}

TEST_CASE("bytes that are no UTF-8 separate words") {
    CHECK(words_of("a\xff"
                   "b\xe4") == Words{"a", "b"});
    CHECK(words_of("\x80\xc3") == Words{});
}

TEST_CASE("similarity is 1 for the same words, 0 for none shared, and the same both ways") {
    CHECK(similarity("The sky is blue.", "the SKY is **blue**") == 1.0);
    CHECK(similarity("one two", "three four") == 0.0);
    CHECK(similarity("", "") == 1.0);
    CHECK(similarity("", "word") == 0.0);
    CHECK(similarity("...", "") == 1.0);
    const char* a = "Blue light scatters most.";
    const char* b = "Most blue light is scattered.";
    CHECK(similarity(a, b) == similarity(b, a));
}

TEST_CASE("similarity counts words and pairs of neighbours, each as often as it stands there") {
    // a b | a, b, (a b)  against  a c | a, c, (a c): one of six shared, twice over six.
    CHECK(similarity("a b", "a c") == doctest::Approx(2.0 / 6));
    // The order shows in the pairs alone.
    CHECK(similarity("man bites dog", "dog bites man") == doctest::Approx(6.0 / 10));
    // a a a: a three times, (a a) twice; a: a once.
    CHECK(similarity("a a a", "a") == doctest::Approx(2.0 / 6));
}

TEST_CASE("rewordings are nearer than other answers, with and without spaces between words") {
    const char* said = "The sky looks blue because air scatters short waves more strongly than long ones.";
    const char* reworded =
        "The sky looks blue since air scatters short waves far more strongly than long ones.";
    const char* other = "Rayleigh's law: scattering grows with the fourth power of the frequency.";
    CHECK(similarity(said, reworded) > 0.6);
    CHECK(similarity(said, other) < 0.2);
    CHECK(similarity("天空是蓝色的因为空气散射短波", "天空是蓝色的,因为空气会散射短波") > 0.7);
    CHECK(similarity("天空是蓝色的因为空气散射短波", "今天下雨了我们回家吧") < 0.1);
}

TEST_CASE("a layer's agreement is the mean over the pairs with the layer before, or within the first") {
    CHECK(layer_agreement({}, {"a b", "a b"}) == 1.0);
    CHECK(layer_agreement({}, {"a b", "a b", "c d"}) == doctest::Approx(1.0 / 3));
    CHECK(layer_agreement({"a b", "c d"}, {"a b"}) == 0.5);
    CHECK(layer_agreement({"a b"}, {"a b", "a b", "x", "y"}) == 0.5);
    CHECK(layer_agreement({}, {"alone"}) == 0.0);
    CHECK(layer_agreement({}, {}) == 0.0);
    CHECK(layer_agreement({"a"}, {}) == 0.0);
}

TEST_CASE("the answer that is least like the others is told apart") {
    const auto each = mixture::agreement_with_others(
        {"it is 391 in all", "it is 391 in total", "bananas are yellow", "so it is 391 in all"});
    REQUIRE(each.size() == 4);
    for (const std::size_t i : {0U, 1U, 3U})
        CHECK(each[i] > each[2]);
    CHECK(mixture::agreement_with_others({"alone"}) == std::vector<double>{1.0});
    CHECK(mixture::agreement_with_others({}).empty());
}

}  // namespace moa::test
