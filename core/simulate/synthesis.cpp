#include "simulate/synthesis.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"
#include "figures.hpp"
#include "simulate/arithmetic.hpp"
#include "simulate/generic.hpp"
#include "simulate/references.hpp"

namespace moa::simulate {

namespace {

/// A point and the numbers of the references that make it.
struct Point {
    std::string text;
    std::vector<std::size_t> made_by;
};

std::vector<Point> collect_points(const std::vector<std::string_view>& references) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < references.size(); ++i) {
        std::string text = key_point(references[i]);
        if (text.empty()) continue;
        const auto same =
            std::find_if(points.begin(), points.end(), [&text](const Point& p) { return p.text == text; });
        if (same != points.end()) {
            same->made_by.push_back(i + 1);
        } else {
            points.push_back({std::move(text), {i + 1}});
        }
    }
    return points;
}

/// "2", "2 and 5", "1, 2 and 5"
std::string numbers(const std::vector<std::size_t>& list) {
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) text += i + 1 == list.size() ? " and " : ", ";
        text += std::to_string(list[i]);
    }
    return text;
}

/// `number` as a number of its own: not the 391 in 1391 or 391.5.
bool holds_number(std::string_view text, std::string_view number) {
    for (std::size_t at = text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        const bool starts = at == 0 || (!is_digit(text[at - 1]) && text[at - 1] != '.');
        const bool goes_on =
            end < text.size() &&
            (is_digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])));
        if (starts && !goes_on) return true;
    }
    return false;
}

std::string count_out(const Sum& sum, const std::vector<std::string_view>& references) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < references.size(); ++i) {
        if (!holds_number(references[i], sum.result)) others.push_back(i + 1);
    }
    if (others.empty()) {
        return "\n\nI computed it again: " +
               (references.size() == 1 ? "the one response agrees"
                                       : "all " + figure::counted(references.size(), "response") + " agree") +
               ".";
    }
    return "\n\nI computed it again. Not in agreement, and left aside: " +
           std::string(others.size() == 1 ? "response " : "responses ") + numbers(others) + ".";
}

std::string point_list(const std::vector<Point>& points, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(points.size(), most); ++i) {
        text += "\n- " + points[i].text + " *(" + numbers(points[i].made_by) + ")*";
    }
    return text;
}

/// The part of a synthesis that the references gave.
std::string drawn_from(const std::vector<Point>& points, std::size_t references, Style style) {
    if (points.empty()) {
        return "\n\nThe " + figure::counted(references, "response") + " I was given added nothing to this.";
    }
    switch (style) {
        case Style::editor:
            return "\n\n### What the " + figure::counted(references, "response") + " brought\n" +
                   point_list(points, points.size());
        case Style::brief:
            return "\n\nAlso worth keeping: " + points.front().text;
        default:
            return "\n\n**Taken over from the other answers**\n" + point_list(points, 3);
    }
}

}  // namespace

std::string synthesis(const std::string& own_answer, std::string_view question,
                      const std::vector<std::string_view>& references, Style style) {
    if (const auto sum = find_sum(question); sum && !sum->result.empty())
        return own_answer + count_out(*sum, references);
    std::vector<Point> points = collect_points(references);
    points.erase(std::remove_if(points.begin(), points.end(),
                                [&](const Point& p) { return own_answer.find(p.text) != std::string::npos; }),
                 points.end());
    const std::string note = "\n\n*" + std::string(scripted_note) + "*";
    if (!own_answer.ends_with(note)) return own_answer + drawn_from(points, references.size(), style);
    // What a reply says of itself stays at its end.
    return own_answer.substr(0, own_answer.size() - note.size()) +
           drawn_from(points, references.size(), style) + note;
}

std::string thoughts_on_references(std::size_t count) {
    return "I have " + figure::counted(count, "response") +
           " to work with. First what they share, since that is likely right. Then what only one of them "
           "says: is it an "
           "insight or a slip? I check the figures myself instead of taking a vote. Then I write one answer "
           "in my own "
           "order and leave out what nobody needs.";
}

}  // namespace moa::simulate
