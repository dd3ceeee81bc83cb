// Answers that come more than once, of which the joiner keeps only a digest.
#include "wire/answer_joiner.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "wire/text_digest.hpp"

namespace moa::wire {
namespace {

struct Said {
    std::string text;
    bool whole = false;
};

std::string joined(const std::vector<Said>& events) {
    AnswerJoiner joiner;
    std::string answer;
    for (const Said& event : events) {
        std::string added = event.text;
        joiner.take(added, 0, event.whole);
        answer += added;
    }
    joiner.finish(answer);
    return answer;
}

/// Sentences that all differ.
std::string essay(int sentences, int first = 0) {
    std::string text;
    for (int i = first; i < first + sentences; ++i)
        text += "Sentence " + std::to_string(i) + " says what no other does. ";
    return text;
}

std::vector<Said> in_words(const std::string& text) {
    std::vector<Said> events;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t space = text.find(' ', at);
        const std::size_t end = space == std::string::npos ? text.size() : space + 1;
        events.push_back({text.substr(at, end - at)});
        at = end;
    }
    return events;
}

std::string joined_behind(const std::string& text, const Said& last) {
    std::vector<Said> events = in_words(text);
    events.push_back(last);
    return joined(events);
}

// Shorter than what is kept of a text, as long, and many times as long.
constexpr int lengths[] = {2, 30, 100, 200, 4000};

TEST_CASE("an answer of any length that is sent once more is taken once") {
    for (const int length : lengths) {
        CAPTURE(length);
        const std::string text = essay(length);
        CHECK(joined_behind(text, {text}) == text);
        CHECK(joined_behind(text, {"\n" + text + "\n\n"}) == text);
        CHECK(joined_behind(text, {text, true}) == text);
        CHECK(joined_behind("\n\n" + text, {text, true}) == "\n\n" + text);
        CHECK(joined_behind(text, {text + "The end.", true}) == text + "The end.");
        CHECK(joined_behind("\n" + text, {"\n" + text + "The end.", true}) == "\n" + text + "The end.");
    }
}

TEST_CASE("a message that holds only the beginning or the end of what was streamed adds nothing") {
    for (const int length : lengths) {
        CAPTURE(length);
        const std::string text = essay(length);
        CHECK(joined_behind(text, {essay(length - 1), true}) == text);
        CHECK(joined_behind(text, {essay(length - 1, 1), true}) == text);
        CHECK(joined_behind(text, {essay(1, length - 1), true}) == text);
    }
}

TEST_CASE("what differs from all that was said is never lost") {
    for (const int length : lengths) {
        CAPTURE(length);
        const std::string text = essay(length);
        std::string changed = text;
        changed[text.size() / 2] = '#';
        CHECK(joined_behind(text, {changed}) == text + changed);
        CHECK(joined_behind(text, {text + "!"}) == text + text + "!");
        const std::string other = essay(length, length);
        CHECK(joined_behind(text, {other}) == text + other);
        CHECK(joined_behind(text, {other + "end", true}) == text + other + "end");
    }
    const std::string blank(20000, ' ');
    CHECK(joined_behind("Yes." + blank, {"No. No.", true}) == "Yes." + blank + "No. No.");
    CHECK(joined_behind("Yes." + blank, {"No. Yes.", true}) == "Yes." + blank + "No. Yes.");
}

TEST_CASE("a message that goes on from the middle of a character keeps it whole") {
    CHECK(joined({{"caf\xC3\xA9"}, {"caf\xC3\xA8s", true}}) == "caf\xC3\xA9\xC3\xA8s");
}

TEST_CASE("a stream that drops its text so far and begins another one is read on the same way") {
    const std::vector<Said> events{{"Let me think"},           {"Let me think about"},
                                   {"Let me think about it."}, {"Light scatters"},
                                   {"Light scatters most"},    {"Light scatters most if blue."}};
    CHECK(joined(events) == "Let me think about it.Light scatters most if blue.");
    std::vector<Said> words = in_words("Then it goes on word by word, the same one twice: the the end.");
    words.insert(words.begin(), events.begin(), events.begin() + 3);
    CHECK(joined(words) ==
          "Let me think about it.Then it goes on word by word, the same one twice: the the end.");
}

TEST_CASE("a digest tells what a text would") {
    const std::string words = essay(300);
    TextDigest digest;
    for (std::size_t at = 0; at < words.size(); at += 7)
        digest.append(words.substr(at, 7));
    CHECK(digest.size() == words.size());
    CHECK(digest.solid_size() == words.size() - 1);
    CHECK(digest.equals(words));
    CHECK(digest.equals("  " + words));
    CHECK_FALSE(digest.equals(words + "."));
    CHECK(digest.begins(words + "more"));
    CHECK_FALSE(digest.begins(" " + words));
    CHECK_FALSE(digest.begins(essay(299)));
    CHECK(digest.covers(essay(299)));
    CHECK(digest.covers(essay(299, 1)));
    CHECK_FALSE(digest.covers(words + "more"));
    CHECK(digest.common_prefix("Sentence 0 says nothing.") == std::string("Sentence 0 says ").size());
    CHECK(digest.common_prefix("Nothing.") == 0);
    const TextDigest empty;
    CHECK(empty.equals(" "));
    CHECK(empty.begins("anything"));
    CHECK_FALSE(empty.covers("anything"));
}

}  // namespace
}  // namespace moa::wire
