// Compressed bodies that nobody asked for: gzip (RFC 1952) whose blocks are stored as they are (RFC 1951,
// section 3.2.4), one for each part, so that the stream keeps its pace.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

constexpr std::size_t largest_block = 0xFFFF;

void append_little_endian(std::string& bytes, std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// The running checksum of RFC 1952, section 8, which begins with 0.
std::uint32_t checksum(std::uint32_t before, std::string_view bytes) {
    std::uint32_t sum = ~before;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
    }
    return ~sum;
}

std::string stored(std::string_view bytes, bool last) {
    std::string blocks;
    do {
        const std::string_view block = bytes.substr(0, largest_block);
        bytes.remove_prefix(block.size());
        const auto size = static_cast<std::uint32_t>(block.size());
        blocks += last && bytes.empty() ? '\1' : '\0';
        append_little_endian(blocks, size, 2);
        append_little_endian(blocks, ~size, 2);
        blocks += block;
    } while (!bytes.empty());
    return blocks;
}

void compress(TimedResponse& response) {
    using namespace std::string_view_literals;
    if (response.body.empty()) return;
    std::uint32_t sum = 0;
    std::uint32_t size = 0;
    for (TimedBytes& part : response.body) {
        sum = checksum(sum, part.bytes);
        size += static_cast<std::uint32_t>(part.bytes.size());
        part.bytes = stored(part.bytes, &part == &response.body.back());
    }
    response.body.front().bytes.insert(0, "\x1F\x8B\x08\0\0\0\0\0\0\xFF"sv);
    append_little_endian(response.body.back().bytes, sum, 4);
    append_little_endian(response.body.back().bytes, size, 4);
}

}  // namespace

std::vector<Fault> compressed_faults() {
    return {
        dialect("gzip", "A body compressed with gzip, unrequested",
                [](TimedResponse& response) {
                    compress(response);
                    response.head.headers.push_back({"content-encoding", "gzip"});
                }),
        dialect("gzip-unlabelled", "The same, without a Content-Encoding header", compress),
    };
}

}  // namespace moa::simulate
