// Streaming DEFLATE decoder (RFC 1951), for bodies that a server compresses without a request or without a
// label. It gives browsers and native programs the same behaviour.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace moa::wire {

class Inflate {
  public:
    enum class Status {
        more,    ///< further bytes are needed
        end,     ///< the last block has ended; see unread
        broken,  ///< the data is not valid DEFLATE
        full,    ///< more came out than the limit allows
    };

    /// `limit`: how many bytes may come out at most.
    explicit Inflate(std::size_t limit) : limit_(limit) {}

    /// Takes the next bytes, cut anywhere; appends what they hold to `out`.
    Status take(std::string_view bytes, std::string& out);

    /// After Status::end: the bytes after the last block.
    std::string_view unread() const;

  private:
    static constexpr int max_bits = 15;
    static constexpr int most_symbols = 288;

    /// A canonical Huffman code.
    struct Code {
        std::array<std::uint16_t, max_bits + 1> count{};
        std::array<std::uint16_t, most_symbols> symbol{};

        /// False where the lengths make no code.
        bool build(const std::uint8_t* lengths, int symbols);
    };
    enum class Block { none, stored, coded, last };
    enum class Step { done, short_of_bytes, broken };

    Status run();
    Step read_block_start();
    Step read_stored_start();
    Step read_codes();
    bool build_fixed_codes();
    Step copy_stored();
    Step read_symbol();
    Step copy_back(int length_symbol);
    Step read_code(const Code& code, int& symbol);
    bool read_bits(int count, int& value);
    void shorten_history(std::size_t& handed_over);

    std::size_t limit_;
    std::size_t made_ = 0;  // bytes that came out so far
    std::string input_;     // that is not read yet
    std::size_t bit_ = 0;   // of input_, the next one
    std::string history_;   // the latest bytes that came out
    Block block_ = Block::none;
    bool is_last_block_ = false;
    std::size_t stored_left_ = 0;
    Code lengths_;
    Code distances_;
};

}  // namespace moa::wire
