#include "simulate/generic.hpp"

#include "simulate/keywords.hpp"
#include "simulate/topics.hpp"

namespace moa::simulate {

namespace {

/// "wind turbines and noise"; "your question" where the question has no words.
std::string subject(std::string_view question) {
    const auto words = keywords(question, 3);
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text.empty() ? "your question" : text;
}

std::string first_word(std::string_view question) {
    const auto words = keywords(question, 1);
    return words.empty() ? "the question" : words.front();
}

std::string note() {
    return "\n\n*" + std::string(scripted_note) + "*";
}

}  // namespace

std::string sum_answer(const Sum& sum, Style style) {
    if (sum.result.empty()) {
        return "**" + sum.text() + " is undefined.** No number times zero gives " + sum.left +
               ", so a division by zero has no result.";
    }
    std::string bold = "**" + sum.text() + " = " + sum.result + "**";
    const std::string way = sum.way.empty() ? sum.text() : sum.way;
    switch (style) {
        case Style::terse:
            return bold + (sum.way.empty() ? "" : "\n\n`" + sum.way + "`");
        case Style::lecturer:
            return "Let us take it in steps.\n\n1) Write the task down: " + sum.text() +
                   ".\n2) Work it out: " + way + " = " + sum.result +
                   ".\n3) Check it with the inverse operation.\n\nThe result is **" + sum.result + "**.";
        case Style::tabular:
            return "| Task | Way | Result |\n|---|---|---:|\n| " + sum.text() + " | " + way + " | **" +
                   sum.result + "** |";
        case Style::thinker:
            return "I worked it out and checked it once more: " + bold + ".";
        case Style::brief:
            return sum.result;
        case Style::multilingual:
            return bold + "\n\n- Deutsch: Das Ergebnis ist " + sum.result + ".\n- Español: El resultado es " +
                   sum.result + ".\n- 日本語：答えは " + sum.result + " です。";
        case Style::sceptic:
            return bold +
                   ", read as plain arithmetic in base ten. If the figures were rounded before, so is the "
                   "result.";
        case Style::editor:
            return "The answer is **" + sum.result + "**." +
                   (sum.way.empty() ? "" : "\n\n" + sum.text() + " = " + sum.way + " = " + sum.result);
    }
    return bold;
}

std::string generic_answer(std::string_view question, Style style) {
    const std::string about = subject(question);
    const std::string word = first_word(question);
    switch (style) {
        case Style::terse:
            return "**On " + about +
                   ":** fix the goal, measure where you are, change one thing, measure again.\n\n"
                   "- Goal: one number that tells better from worse\n- First step: the cheapest test that "
                   "could prove you "
                   "wrong\n- Stop: when two tests in a row change nothing" +
                   note();
        case Style::lecturer:
            return "You ask: *" + quoted(question) + "*\n\nA good way to think about " + about +
                   " has three steps.\n\n"
                   "1) **Say what is meant.** People use \"" +
                   word +
                   "\" for more than one thing, and half of all "
                   "disagreements end here.\n2) **Find the mechanism.** Ask what would have to be true for "
                   "it to work as "
                   "described.\n3) **Try a small case.** One worked example is worth a page of principles." +
                   note();
        case Style::tabular:
            return "| Question | Where to look | Effort |\n|---|---|---|\n| What exactly is " + word +
                   "? | a definition with an example | minutes |\n| What depends on it? | list inputs and "
                   "outputs | an hour "
                   "|\n| What would change your mind? | one experiment | a day |\n\n```text\nscope   -> " +
                   about + "\ncheck   -> smallest example\ndecide  -> write down why\n```" + note();
        case Style::thinker:
            return "Having turned it over: the hard part of " + about +
                   " is not the first answer but the assumption "
                   "below it. State that assumption about " +
                   word +
                   " in one sentence, then look for a case in which it "
                   "fails. If none turns up, act on it." +
                   note();
        case Style::brief:
            return "For " + about + ": start small, check one fact about " + word + " first, then decide. " +
                   std::string(scripted_note);
        case Style::multilingual:
            return "The core of " + about +
                   " is a trade-off between effort and certainty. Name both, then choose on "
                   "purpose.\n\n> Deutsch: Erst klären, was mit \"" +
                   word +
                   "\" gemeint ist, dann entscheiden.\n>\n"
                   "> Français : d'abord définir \"" +
                   word + "\", ensuite décider.\n>\n> 日本語：まず「" + word +
                   "」の意味を確かめ、それから決めます。" + note();
        case Style::sceptic:
            return "Before anyone answers this with confidence, three doubts about " + about +
                   ".\n\n- Is the question "
                   "about " +
                   word + ", or about something " + word +
                   " is standing in for?\n- Whose experience is the "
                   "usual advice drawn from, and does it fit here?\n- What would it cost to be wrong?\n\nIf "
                   "the third "
                   "answer is \"little\", just try it." +
                   note();
        case Style::editor:
            return "## " + quoted(question) + "\n\nIn short: define what " + word +
                   " means here, test the cheapest "
                   "assumption first, and decide by what it shows. That holds for " +
                   about + " as for most open questions." + note();
    }
    return std::string(scripted_note);
}

std::string follow_up_answer(std::string_view question, std::string_view earlier, Style style) {
    const std::string link = "You asked before: *" + quoted(earlier) + "*\n\nBuilding on that, and on " +
                             subject(question) + ":\n\n";
    if (const TopicAnswers* topic = find_topic(earlier)) {
        return link + std::string(topic->deeper) +
               (style == Style::lecturer ? "\n\nIf one step is unclear, name it and I will take it apart."
                                         : "");
    }
    if (const auto sum = find_sum(earlier); sum && !sum->result.empty()) {
        return link + "the result before was " + sum->result + " (" + sum->text() +
               "). Give me two numbers and a sign, and I compute the next one." + note();
    }
    return link + generic_answer(question, style);
}

std::string thoughts_on_sum(const Sum& sum) {
    return "The user wants " + sum.text() + ". " + (sum.way.empty() ? "" : "By parts: " + sum.way + ". ") +
           (sum.result.empty() ? "The divisor is zero, so there is no result."
                               : "That makes " + sum.result + ". Checking the last digit: it fits.");
}

std::string generic_thoughts(std::string_view question) {
    return "The question is about " + subject(question) +
           ". I have no script for it, so I must not pretend to know. What "
           "helps anyway? A way of going about it. The weakest spot is probably what " +
           first_word(question) + " means here. I will say so, and say what to test first.";
}

}  // namespace moa::simulate
