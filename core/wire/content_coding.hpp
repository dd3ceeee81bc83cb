// Bodies that a server or a proxy has compressed unasked, labelled or not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "wire/inflate.hpp"

namespace moa::wire {

/// What a body that could not be read is compressed with, by the response's label ("br") or the body's first
/// bytes; empty where it is not. Browsers decode more than ContentCoding does and leave the label.
std::string_view unreadable_coding(std::string_view label, std::string_view opening);

/// Tells by a body's first bytes whether it is gzip (RFC 1952) or zlib (RFC 1950), and decodes it as it
/// arrives. The label does not count: browsers decode what is labelled and leave the label, and some servers
/// label what is plain. No answer begins with the bytes that these do.
class ContentCoding {
  public:
    /// A response may hold at most so many bytes when it is unpacked: four megabytes of gzip make gigabytes
    /// of zeros.
    static constexpr std::size_t max_bytes = std::size_t{64} << 20;

    /// Whether all further bytes are as they stand.
    bool is_plain() const { return form_ == Form::plain; }

    /// The bytes that the next ones of the body hold; valid until the next call.
    std::string_view take(std::string_view bytes);
    /// The body has ended: what was held back.
    std::string_view finish();

    /// Data that cannot be unpacked, or is too much.
    const std::optional<Error>& error() const { return error_; }

  private:
    enum class Form { undecided, plain, gzip_head, zlib_head, data, gzip_tail };

    void decide();
    bool read_gzip_head();
    void unpack();

    Form form_ = Form::undecided;
    bool is_gzip_ = false;
    std::string held_;
    std::string out_;
    std::size_t made_ = 0;  // by members that have ended
    Inflate inflate_{max_bytes};
    std::optional<Error> error_;
};

}  // namespace moa::wire
