#include "wire/inflate.hpp"

#include <algorithm>

namespace moa::wire {
namespace {

constexpr std::size_t window = 32768;  // how far back a copy may reach

}  // namespace

bool Inflate::Code::build(const std::uint8_t* lengths, int symbols) {
    count.fill(0);
    for (int i = 0; i < symbols; ++i)
        ++count[lengths[i]];
    count[0] = 0;
    int left = 1;
    for (int length = 1; length <= max_bits; ++length) {
        left = left * 2 - count[static_cast<std::size_t>(length)];
        if (left < 0) return false;
    }
    std::array<std::uint16_t, max_bits + 2> offset{};
    for (std::size_t length = 1; length <= max_bits; ++length)
        offset[length + 1] = static_cast<std::uint16_t>(offset[length] + count[length]);
    for (int i = 0; i < symbols; ++i) {
        if (lengths[i] != 0) symbol[offset[lengths[i]]++] = static_cast<std::uint16_t>(i);
    }
    return true;
}

Inflate::Status Inflate::take(std::string_view bytes, std::string& out) {
    input_.erase(0, bit_ / 8);
    bit_ %= 8;
    input_ += bytes;
    std::size_t handed_over = history_.size();
    Status status = Status::more;
    while (true) {
        const std::size_t bit_before = bit_;
        const Block block_before = block_;
        status = run();
        out.append(history_, handed_over, std::string::npos);
        handed_over = history_.size();
        shorten_history(handed_over);
        if (status != Status::more || (bit_ == bit_before && block_ == block_before)) return status;
    }
}

void Inflate::shorten_history(std::size_t& handed_over) {
    if (history_.size() <= 2 * window) return;
    history_.erase(0, history_.size() - window);
    handed_over = history_.size();
}

/// Until bytes are missing, or enough came out to hand it over.
Inflate::Status Inflate::run() {
    while (history_.size() <= 2 * window) {
        if (block_ == Block::last) return Status::end;
        const std::size_t bit_before = bit_;
        const Step step = block_ == Block::none     ? read_block_start()
                          : block_ == Block::stored ? copy_stored()
                                                    : read_symbol();
        if (step == Step::broken) return Status::broken;
        if (made_ > limit_) return Status::full;
        if (step == Step::short_of_bytes) {
            if (block_ != Block::stored) bit_ = bit_before;  // the whole step is taken again
            return Status::more;
        }
    }
    return Status::more;
}

std::string_view Inflate::unread() const {
    return std::string_view(input_).substr(std::min((bit_ + 7) / 8, input_.size()));
}

bool Inflate::read_bits(int count, int& value) {
    if (bit_ + static_cast<std::size_t>(count) > input_.size() * 8) return false;
    value = 0;
    for (int i = 0; i < count; ++i, ++bit_) {
        const auto byte = static_cast<unsigned char>(input_[bit_ / 8]);
        value |= (byte >> (bit_ % 8) & 1) << i;
    }
    return true;
}

Inflate::Step Inflate::read_code(const Code& code, int& symbol) {
    int word = 0;
    int first = 0;
    int index = 0;
    for (std::size_t length = 1; length <= max_bits; ++length) {
        int bit = 0;
        if (!read_bits(1, bit)) return Step::short_of_bytes;
        word |= bit;
        const int count = code.count[length];
        if (word - count < first) {
            symbol = code.symbol[static_cast<std::size_t>(index + word - first)];
            return Step::done;
        }
        index += count;
        first = (first + count) * 2;
        word *= 2;
    }
    return Step::broken;
}

Inflate::Step Inflate::read_block_start() {
    int last = 0;
    int type = 0;
    if (!read_bits(1, last) || !read_bits(2, type)) return Step::short_of_bytes;
    const bool coded = type == 1 || type == 2;
    const Step step = type == 0                          ? read_stored_start()
                      : type == 2                        ? read_codes()
                      : type == 1 && build_fixed_codes() ? Step::done
                                                         : Step::broken;
    if (step != Step::done) return step;
    is_last_block_ = last == 1;
    block_ = coded ? Block::coded : Block::stored;
    return Step::done;
}

Inflate::Step Inflate::read_stored_start() {
    bit_ = (bit_ + 7) / 8 * 8;
    int length = 0;
    int inverted = 0;
    if (!read_bits(16, length) || !read_bits(16, inverted)) return Step::short_of_bytes;
    if (length != (inverted ^ 0xFFFF)) return Step::broken;
    stored_left_ = static_cast<std::size_t>(length);
    return Step::done;
}

bool Inflate::build_fixed_codes() {
    std::array<std::uint8_t, most_symbols> lengths{};
    std::fill(lengths.begin(), lengths.begin() + 144, std::uint8_t{8});
    std::fill(lengths.begin() + 144, lengths.begin() + 256, std::uint8_t{9});
    std::fill(lengths.begin() + 256, lengths.begin() + 280, std::uint8_t{7});
    std::fill(lengths.begin() + 280, lengths.end(), std::uint8_t{8});
    if (!lengths_.build(lengths.data(), most_symbols)) return false;
    std::fill(lengths.begin(), lengths.end(), std::uint8_t{5});
    return distances_.build(lengths.data(), 30);
}

Inflate::Step Inflate::read_codes() {
    int length_codes = 0;
    int distance_codes = 0;
    int code_codes = 0;
    if (!read_bits(5, length_codes) || !read_bits(5, distance_codes) || !read_bits(4, code_codes))
        return Step::short_of_bytes;
    length_codes += 257;
    distance_codes += 1;
    code_codes += 4;
    if (length_codes > 286 || distance_codes > 30) return Step::broken;
    constexpr std::array<std::uint8_t, 19> order = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                    11, 4,  12, 3, 13, 2, 14, 1, 15};
    std::array<std::uint8_t, 286 + 30> lengths{};
    for (int i = 0; i < code_codes; ++i) {
        int length = 0;
        if (!read_bits(3, length)) return Step::short_of_bytes;
        lengths[order[static_cast<std::size_t>(i)]] = static_cast<std::uint8_t>(length);
    }
    Code code;
    if (!code.build(lengths.data(), 19)) return Step::broken;
    lengths.fill(0);
    for (int i = 0; i < length_codes + distance_codes;) {
        int symbol = 0;
        if (const Step step = read_code(code, symbol); step != Step::done) return step;
        if (symbol < 16) {
            lengths[static_cast<std::size_t>(i++)] = static_cast<std::uint8_t>(symbol);
            continue;
        }
        if (symbol == 16 && i == 0) return Step::broken;
        const std::uint8_t repeated =
            symbol == 16 ? lengths[static_cast<std::size_t>(i - 1)] : std::uint8_t{0};
        int times = 0;
        if (!read_bits(symbol == 16 ? 2 : symbol == 17 ? 3 : 7, times)) return Step::short_of_bytes;
        times += symbol == 18 ? 11 : 3;
        if (i + times > length_codes + distance_codes) return Step::broken;
        for (; times > 0; --times)
            lengths[static_cast<std::size_t>(i++)] = repeated;
    }
    if (lengths[256] == 0) return Step::broken;  // no way to end the block
    const bool built = lengths_.build(lengths.data(), length_codes) &&
                       distances_.build(lengths.data() + length_codes, distance_codes);
    return built ? Step::done : Step::broken;
}

Inflate::Step Inflate::copy_stored() {
    const std::size_t at = bit_ / 8;
    const std::size_t length = std::min(stored_left_, input_.size() - at);
    history_.append(input_, at, length);
    made_ += length;
    bit_ += length * 8;
    stored_left_ -= length;
    if (stored_left_ > 0) return Step::short_of_bytes;
    block_ = is_last_block_ ? Block::last : Block::none;
    return Step::done;
}

Inflate::Step Inflate::read_symbol() {
    int symbol = 0;
    if (const Step step = read_code(lengths_, symbol); step != Step::done) return step;
    if (symbol > 256) return copy_back(symbol - 257);
    if (symbol == 256) {
        block_ = is_last_block_ ? Block::last : Block::none;
        return Step::done;
    }
    history_.push_back(static_cast<char>(symbol));
    ++made_;
    return Step::done;
}

Inflate::Step Inflate::copy_back(int length_symbol) {
    constexpr std::array<std::uint16_t, 29> length_base = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                           15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                           67, 83, 99, 115, 131, 163, 195, 227, 258};
    constexpr std::array<std::uint8_t, 29> length_bits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                          2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    constexpr std::array<std::uint16_t, 30> distance_base = {
        1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
        193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
    constexpr std::array<std::uint8_t, 30> distance_bits = {
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
    const auto place = static_cast<std::size_t>(length_symbol);
    if (place >= length_base.size()) return Step::broken;
    int more = 0;
    if (!read_bits(length_bits[place], more)) return Step::short_of_bytes;
    const std::size_t length = length_base[place] + static_cast<std::size_t>(more);
    int symbol = 0;
    if (const Step step = read_code(distances_, symbol); step != Step::done) return step;
    if (static_cast<std::size_t>(symbol) >= distance_base.size()) return Step::broken;
    if (!read_bits(distance_bits[static_cast<std::size_t>(symbol)], more)) return Step::short_of_bytes;
    const std::size_t distance =
        distance_base[static_cast<std::size_t>(symbol)] + static_cast<std::size_t>(more);
    if (distance > history_.size()) return Step::broken;
    for (std::size_t i = 0; i < length; ++i)
        history_.push_back(history_[history_.size() - distance]);
    made_ += length;
    return Step::done;
}

}  // namespace moa::wire
