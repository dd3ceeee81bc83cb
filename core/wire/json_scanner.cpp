#include "wire/json_scanner.hpp"

#include "ascii.hpp"
#include "code_point.hpp"

namespace moa::wire {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The code unit of four hexadecimal digits, or -1.
int code_unit(const char* p, const char* end) {
    if (end - p < 4) return -1;
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hex_value(p[i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

bool is_high_surrogate(int unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(int unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

char simple_escape(char c) {
    switch (c) {
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return c;  // quote, backslash, slash
    }
}

}  // namespace

void append_unescaped(const RawJsonString& literal, std::string& out) {
    if (!literal.escaped) {
        out.append(literal.text);
        return;
    }
    std::string_view rest = literal.text;
    while (true) {
        const std::size_t plain = rest.find('\\');
        out.append(rest.substr(0, plain));
        if (plain == std::string_view::npos) return;
        rest.remove_prefix(plain + 1);
        if (rest.front() != 'u') {
            out.push_back(simple_escape(rest.front()));
            rest.remove_prefix(1);
            continue;
        }
        const char* const end = rest.data() + rest.size();
        auto code_point = static_cast<std::uint32_t>(code_unit(rest.data() + 1, end));
        rest.remove_prefix(5);
        if (is_high_surrogate(static_cast<int>(code_point))) {
            const auto low = static_cast<std::uint32_t>(code_unit(rest.data() + 2, end));
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
            rest.remove_prefix(6);
        }
        append_utf8(out, code_point);
    }
}

bool JsonScanner::finish_escaped_string(const char* begin, const char* stop, RawJsonString& out) {
    while (stop != end_ && *stop == '\\') {
        p_ = stop + 1;
        if (!skip_escape()) return false;
        stop = find_special(p_, end_);
    }
    if (stop == end_ || *stop != '"') return false;
    out = {{begin, static_cast<std::size_t>(stop - begin)}, true};
    p_ = stop + 1;
    return true;
}

/// After the backslash.
bool JsonScanner::skip_escape() {
    if (p_ == end_) return false;
    const char c = *p_++;
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    const int unit = code_unit(p_, end_);
    if (unit < 0 || is_low_surrogate(unit)) return false;
    p_ += 4;
    if (!is_high_surrogate(unit)) return true;
    // Plane 16 is private: the full parse uses some of it to carry invalid bytes, so it alone handles that.
    if (unit >= 0xDBC0 || end_ - p_ < 6 || p_[0] != '\\' || p_[1] != 'u') return false;
    if (!is_low_surrogate(code_unit(p_ + 2, end_))) return false;
    p_ += 6;
    return true;
}

bool JsonScanner::read_count(std::int64_t& out) {
    skip_space();
    const char* const begin = p_;
    std::int64_t value = 0;
    while (p_ != end_ && is_digit(*p_)) {
        if (p_ - begin == 15) return false;
        value = value * 10 + (*p_ - '0');
        ++p_;
    }
    if (p_ == begin || (*begin == '0' && p_ - begin > 1)) return false;
    if (p_ != end_ && (*p_ == '.' || *p_ == 'e' || *p_ == 'E')) return false;
    out = value;
    return true;
}

bool JsonScanner::skip_value(int depth) {
    skip_space();
    if (p_ == end_) return false;
    switch (*p_) {
        case '"': {
            RawJsonString ignored;
            return read_string(ignored);
        }
        case '{':
            return depth < max_depth && read_object([&](std::string_view) { return skip_value(depth + 1); });
        case '[':
            return depth < max_depth && read_array([&] { return skip_value(depth + 1); });
        case 'n':
            return literal("null");
        case 't':
            return literal("true");
        case 'f':
            return literal("false");
        default:
            return skip_number();
    }
}

bool JsonScanner::skip_number() {
    const auto digits = [&] {
        const char* const begin = p_;
        while (p_ != end_ && is_digit(*p_))
            ++p_;
        return p_ - begin;
    };
    if (*p_ == '-') ++p_;
    const char* const begin = p_;
    const auto whole = digits();
    if (whole == 0 || whole > 18 || (*begin == '0' && whole > 1)) return false;
    if (p_ != end_ && *p_ == '.') {
        ++p_;
        if (digits() == 0) return false;
    }
    if (p_ != end_ && (*p_ == 'e' || *p_ == 'E')) {
        ++p_;
        if (p_ != end_ && (*p_ == '+' || *p_ == '-')) ++p_;
        const auto exponent = digits();
        if (exponent == 0 || exponent > 2)
            return false;  // larger ones may overflow, which the full parse refuses
    }
    return true;
}

}  // namespace moa::wire
