#include "evaluation/item_scanner.hpp"

#include <utility>

namespace moa::evaluation {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

void ItemScanner::begin(char c) {
    item_ = {at_, line_, std::string(1, c)};
    inside_ = true;
    depth_ = c == '{' || c == '[' ? 1 : 0;
    in_string_ = c == '"';
    escaped_ = false;
}

void ItemScanner::end(const Take& take) {
    inside_ = false;
    after_value_ = true;
    while (!item_.text.empty() && is_space(item_.text.back()))
        item_.text.pop_back();
    take(std::exchange(item_, {}));
}

std::optional<Error> ItemScanner::unexpected() const {
    return invalid_input("it is no list of JSON values: it goes wrong at line " + std::to_string(line_) +
                         ".");
}

std::optional<Error> ItemScanner::step(char c, const Take& take) {
    if (kind_ == Kind::unknown) {
        if (is_space(c) || static_cast<unsigned char>(c) >= 0x80) return std::nullopt;  // a byte order mark
        kind_ = c == '[' ? Kind::array : Kind::lines;
        if (kind_ == Kind::array) return std::nullopt;
    }
    if (kind_ == Kind::lines) {
        if (inside_ && c == '\n') {
            end(take);
        } else if (inside_) {
            item_.text += c;
        } else if (!is_space(c)) {
            begin(c);
        }
        return std::nullopt;
    }
    if (!inside_) {
        if (is_space(c)) return std::nullopt;
        if (kind_ == Kind::ended) return unexpected();
        if (c == ']') {
            kind_ = Kind::ended;
        } else if (after_value_) {
            if (c != ',') return unexpected();
            after_value_ = false;
        } else {
            begin(c);
        }
        return std::nullopt;
    }
    const bool scalar = depth_ == 0 && !in_string_;
    if (scalar && (c == ',' || c == ']')) {
        end(take);
        return step(c, take);
    }
    item_.text += c;
    if (in_string_) {
        if (!escaped_ && c == '"') in_string_ = false;
        escaped_ = !escaped_ && c == '\\';
        if (!in_string_ && depth_ == 0) end(take);
        return std::nullopt;
    }
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    if ((c == '}' || c == ']') && --depth_ == 0) end(take);
    return std::nullopt;
}

std::optional<Error> ItemScanner::feed(std::string_view bytes, const Take& take) {
    for (const char c : bytes) {
        if (auto error = step(c, take)) return error;
        ++at_;
        if (c == '\n') ++line_;
        if (item_.text.size() > most_item_bytes)
            return invalid_input("the value at line " + std::to_string(item_.line) + " is longer than " +
                                 std::to_string(most_item_bytes >> 20U) + " MB.");
    }
    return std::nullopt;
}

std::optional<Error> ItemScanner::finish(const Take& take) {
    if (kind_ == Kind::array) return invalid_input("its list does not end: the file is cut off.");
    if (inside_) end(take);
    return std::nullopt;
}

}  // namespace moa::evaluation
