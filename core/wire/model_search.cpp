#include "wire/model_search.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include "ascii.hpp"
#include "wire/error_text.hpp"

namespace moa::wire {
namespace {

bool is_word_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// One word of an id. Numbers: a version ("3.3", "v4") or, with a unit behind it, a size ("70b").
struct Word {
    std::string_view text;
    double number = -1;  ///< -1 for a word of letters
    std::string_view unit;

    bool is_number() const { return number >= 0; }
};

Word take_word_number(std::string_view& rest) {
    std::size_t length = 0;
    double value = 0;
    double place = 0;
    while (length < rest.size()) {
        const char c = rest[length];
        if (is_digit(c)) {
            if (place == 0) {
                value = std::min(value * 10 + (c - '0'), 1e12);
            } else {
                value += (c - '0') * place;
                place /= 10;
            }
        } else if (c == '.' && place == 0 && length + 1 < rest.size() && is_digit(rest[length + 1])) {
            place = 0.1;
        } else {
            break;
        }
        ++length;
    }
    std::size_t end = length;
    while (end < rest.size() && (is_word_letter(rest[end]) || is_digit(rest[end])))
        ++end;  // 70b, 4o, 8x22b: the unit
    const Word word{rest.substr(0, end), value, rest.substr(length, end - length)};
    rest.remove_prefix(end);
    return word;
}

/// The words of a name in lower case.
std::vector<Word> words_of(std::string_view name) {
    std::vector<Word> words;
    while (!name.empty()) {
        if (is_digit(name.front())) {
            words.push_back(take_word_number(name));
        } else if (is_word_letter(name.front())) {
            std::size_t length = 1;
            while (length < name.size() && is_word_letter(name[length]))
                ++length;
            words.push_back({name.substr(0, length), -1, {}});
            name.remove_prefix(length);
        } else {
            name.remove_prefix(1);
        }
    }
    return words;
}

/// An id in lower case: organisation and name.
struct Id {
    explicit Id(std::string_view id) : lower(lower_case(id.substr(0, longest_model_id))) {
        const std::string_view whole = lower;
        const std::size_t slash = whole.rfind('/');
        name = slash == std::string_view::npos ? whole : whole.substr(slash + 1);
        organisation = slash == std::string_view::npos ? std::string_view() : whole.substr(0, slash);
        words = words_of(name);
    }

    Id(const Id&) = delete;  // the views are into its own text
    Id& operator=(const Id&) = delete;
    ~Id() = default;

    std::string lower;
    std::string_view organisation;
    std::string_view name;
    std::vector<Word> words;
};

/// How much a word says about which model it is: the family most, numbers next, "instruct" and the like less.
double weight_of(const std::vector<Word>& words, std::size_t index) {
    if (words[index].is_number()) return 1.5;
    return index == 0 ? 3 : 1;
}

/// 1 for the same word, less for one that is near it.
double word_likeness(const Word& a, const Word& b) {
    if (a.text == b.text) return 1;
    if (a.is_number() != b.is_number()) return 0;
    if (a.is_number()) {
        if (a.unit != b.unit) return 0;
        const double larger = std::max(a.number, b.number);
        return larger > 0 ? 0.6 * std::min(a.number, b.number) / larger : 0.6;
    }
    const std::size_t shorter = std::min(a.text.size(), b.text.size());
    constexpr std::size_t least_common = 4;
    const bool same_start = shorter >= least_common && a.text.substr(0, shorter) == b.text.substr(0, shorter);
    return same_start ? 0.6 : 0;
}

/// The share of both ids' weight that has its like in the other: each word is paired with the best one left.
double words_likeness(const std::vector<Word>& a, const std::vector<Word>& b) {
    double total = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        total += weight_of(a, i);
    for (std::size_t i = 0; i < b.size(); ++i)
        total += weight_of(b, i);
    if (total == 0) return 0;
    double common = 0;
    std::vector<bool> used(b.size(), false);
    for (std::size_t i = 0; i < a.size(); ++i) {
        double best = 0;
        std::size_t partner = b.size();
        for (std::size_t k = 0; k < b.size(); ++k) {
            const double likeness = used[k] ? 0 : word_likeness(a[i], b[k]);
            if (likeness > best) {
                best = likeness;
                partner = k;
            }
        }
        if (partner == b.size()) continue;
        used[partner] = true;
        common += best * (weight_of(a, i) + weight_of(b, partner));
    }
    return common / total;
}

/// Levenshtein distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t k = 0; k <= b.size(); ++k)
        row[k] = k;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t k = 0; k < b.size(); ++k) {
            const std::size_t replaced = diagonal + (a[i] == b[k] ? 0 : 1);
            diagonal = row[k + 1];
            row[k + 1] = std::min({replaced, row[k] + 1, diagonal + 1});
        }
    }
    return row[b.size()];
}

double likeness_of(const Id& wanted, const Id& listed) {
    if (wanted.lower == listed.lower) return 1;
    constexpr double words_part = 0.83;
    constexpr double letters_part = 0.12;
    constexpr double organisation_part = 0.04;  // the last hundredth is for the same id alone
    // Names are short; what is not would cost the square of its length.
    constexpr std::size_t longest_compared = 120;
    const std::string_view a = wanted.name.substr(0, longest_compared);
    const std::string_view b = listed.name.substr(0, longest_compared);
    const auto longer = static_cast<double>(std::max({a.size(), b.size(), std::size_t{1}}));
    const double letters = 1 - static_cast<double>(edit_distance(a, b)) / longer;
    // An id without an organisation says nothing against any.
    const bool same_organisation = wanted.organisation.empty() || wanted.organisation == listed.organisation;
    return words_part * words_likeness(wanted.words, listed.words) + letters_part * letters +
           (same_organisation ? organisation_part : 0);
}

}  // namespace

std::vector<const ListedModel*> search_models(const std::vector<ListedModel>& list, std::string_view query) {
    const std::string lower = one_line(lower_case(query));
    std::vector<std::string_view> words;
    for (std::string_view rest = lower; !rest.empty();) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        words.push_back(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    std::vector<const ListedModel*> found;
    for (const ListedModel& model : list) {
        const std::string text = lower_case(model.id) + '\n' + lower_case(model.name);
        if (std::all_of(words.begin(), words.end(),
                        [&text](std::string_view word) { return text.find(word) != std::string::npos; })) {
            found.push_back(&model);
        }
    }
    return found;
}

double model_likeness(std::string_view wanted, std::string_view listed) {
    return likeness_of(Id(wanted), Id(listed));
}

std::vector<const ListedModel*> nearest_models(std::string_view wanted, const std::vector<ListedModel>& list,
                                               std::size_t count) {
    const Id id(wanted);
    std::vector<std::pair<double, const ListedModel*>> near;
    for (const ListedModel& model : list) {
        const bool usable = model.active && model.can_chat != CanChat::no &&
                            model.price_note != PriceNote::dedicated_only && model.id != wanted;
        if (!usable) continue;
        const double likeness = likeness_of(id, Id(model.id));
        if (likeness >= least_likeness) near.emplace_back(likeness, &model);
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const ListedModel*> models;
    for (std::size_t i = 0; i < std::min(count, near.size()); ++i)
        models.push_back(near[i].second);
    return models;
}

}  // namespace moa::wire
